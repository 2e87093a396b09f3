import { addIcon as keepIcon, Icon } from '@iconify/vue/offline';

/*
 * Stands in for `@iconify/vue` under Nuxt UI (see theme.config.ts). The original asks a public host for every icon that is
 * not registered; this one cannot.
 */
export { Icon };

/** Keeps an icon under the name by which Nuxt UI looks for it: registered as `lucide:copy`, asked for as `lucide-copy`. */
export function addIcon(...[name, icon]: Parameters<typeof keepIcon>): void {
  keepIcon(name.replace(':', '-'), icon);
}

export const iconLoaded = () => true;
