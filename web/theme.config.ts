import type { NuxtUIOptions } from '@nuxt/ui/unplugin';

/**
 * Nuxt UI as Llavero uses it. Components are imported by name where they are used, so that what a page costs can be
 * read from its imports; icons are found in the sources and bundled, because nothing may be fetched at run time.
 */
export const theme: NuxtUIOptions = {
  components: false,
  autoImport: false,
  colorMode: false,
  icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
  theme: { colors: ['primary', 'info', 'success', 'warning', 'error'] },
  ui: {
    colors: {
      primary: 'teal',
      info: 'blue',
      success: 'green',
      warning: 'amber',
      error: 'red',
      neutral: 'zinc',
    },
  },
};
