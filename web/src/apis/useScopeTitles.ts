import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ApiScope } from './api.ts';

/** What scopes are called, and what they allow, in the chosen language. */
export function useScopeTitles() {
  const { locale } = useI18n();
  const language = computed(() => (locale.value === 'es' ? 'es' : 'en'));
  return {
    titleOf: ({ titles }: Pick<ApiScope, 'titles'>) => titles[language.value],
    meaningOf: ({ descriptions }: Pick<ApiScope, 'descriptions'>) => descriptions[language.value],
  };
}
