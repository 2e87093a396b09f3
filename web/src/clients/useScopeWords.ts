import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

/** A scope with the words of whoever described it, as far as they are known. */
export interface DescribedScope {
  name: string;
  titles?: { en: string; es: string };
  descriptions?: { en: string; es: string };
}

/** The words for a scope in the chosen language: the organisation's own, else the console's, else its technical name. */
export function useScopeWords() {
  const { t, te, locale } = useI18n();
  const language = computed(() => (locale.value === 'es' ? 'es' : 'en'));
  const translated = (name: string, part: 'title' | 'meaning', otherwise: string) => {
    const key = `clients.scopes.${name}.${part}`;
    return te(key) ? t(key) : otherwise;
  };
  return {
    titleOf: ({ name, titles }: DescribedScope) =>
      titles?.[language.value] ?? translated(name, 'title', name),
    meaningOf: ({ name, descriptions }: DescribedScope) =>
      descriptions?.[language.value] ?? translated(name, 'meaning', ''),
  };
}
