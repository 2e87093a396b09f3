import { usePreferredDark, useStorage } from '@vueuse/core';
import { computed, watchEffect, type Ref } from 'vue';

export type Theme = 'light' | 'dark' | 'system';

/** The chosen theme, remembered; `public/theme.js` applies it again before the first paint of the next visit. */
export function useTheme(): Ref<Theme> {
  const stored = useStorage<'light' | 'dark' | null>('llavero-theme', null, undefined, {
    serializer: plainText,
  });
  const systemIsDark = usePreferredDark();
  watchEffect(() => {
    const dark = stored.value ? stored.value === 'dark' : systemIsDark.value;
    document.documentElement.classList.toggle('dark', dark);
  });
  return computed({
    get: () => stored.value ?? 'system',
    set: (theme) => (stored.value = theme === 'system' ? null : theme),
  });
}

const plainText = {
  read: (text: string) => (text === 'light' || text === 'dark' ? text : null),
  write: (theme: string | null) => theme ?? '',
};
