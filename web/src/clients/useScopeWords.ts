import { useI18n } from 'vue-i18n';

/** What the server says of a scope, in the words of whoever described it. */
export interface DescribedScope {
  name: string;
  title: string;
  description: string;
}

/** The words for a scope in the chosen language; for one that the console does not know, the server's. */
export function useScopeWords() {
  const { t, te } = useI18n();
  const translated = (name: string, part: 'title' | 'meaning', otherwise: string) => {
    const key = `clients.scopes.${name}.${part}`;
    return te(key) ? t(key) : otherwise;
  };
  return {
    titleOf: (name: string, described?: DescribedScope) =>
      translated(name, 'title', described?.title ?? name),
    meaningOf: ({ name, description }: DescribedScope) => translated(name, 'meaning', description),
  };
}
