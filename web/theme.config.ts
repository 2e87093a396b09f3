import { fileURLToPath } from 'node:url';
import type { NuxtUIOptions } from '@nuxt/ui/unplugin';

/**
 * Nuxt UI mixes a tint from the colour of the words, which is dark here for the contrast: amber would be beige, green grey.
 */
const tinted = [
  { color: 'info', class: 'bg-info-50 ring-info-200 dark:bg-info/10 dark:ring-info/25' },
  { color: 'success', class: 'bg-success-50 ring-success-200 dark:bg-success/10 dark:ring-success/25' },
  { color: 'warning', class: 'bg-warning-50 ring-warning-300 dark:bg-warning/10 dark:ring-warning/25' },
  { color: 'error', class: 'bg-error-50 ring-error-200 dark:bg-error/10 dark:ring-error/25' },
].map((tint) => ({ ...tint, variant: 'subtle' }) as const);

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
    badge: { compoundVariants: tinted },
    alert: { compoundVariants: tinted.map((tint) => ({ ...tint, class: { root: tint.class } })) },
    button: {
      // Nuxt UI fades a button under the pointer, and with it the contrast of its words.
      compoundVariants: [
        {
          color: 'primary',
          variant: 'solid',
          class:
            'hover:bg-primary-800 active:bg-primary-800 dark:hover:bg-primary-300 dark:active:bg-primary-300',
        },
        {
          color: 'error',
          variant: 'solid',
          class: 'hover:bg-error-800 active:bg-error-800 dark:hover:bg-error-300 dark:active:bg-error-300',
        },
      ],
    },
  },
};

/** No icon is asked for from a public host: what is not bundled is not shown. */
export const offlineIcons = {
  find: /^@iconify\/vue$/,
  replacement: fileURLToPath(new URL('./src/ui/offline-icons.ts', import.meta.url)),
};
