import type { Api, ApiScope } from './api.ts';

/** What a person may write about an API. */
export interface ApiDraft {
  name: string;
  audience: string;
  tokenLifetimeMinutes: number;
  signingAlgorithm: Api['signingAlgorithm'];
  scopes: ApiScope[];
}

export const signingAlgorithms = ['ES256', 'RS256', 'EdDSA'] as const satisfies Api['signingAlgorithm'][];

export function emptyScope(): ApiScope {
  return { name: '', titles: { en: '', es: '' }, descriptions: { en: '', es: '' } };
}

/** The draft that shows an API as it is stored, or one that is new and signs like this. */
export function apiDraftOf(api?: Api, signingAlgorithmOfNew: Api['signingAlgorithm'] = 'ES256'): ApiDraft {
  if (!api)
    return {
      name: '',
      audience: '',
      tokenLifetimeMinutes: 60,
      signingAlgorithm: signingAlgorithmOfNew,
      scopes: [emptyScope()],
    };
  const { name, audience, tokenLifetimeSeconds, signingAlgorithm, scopes } = api;
  return {
    name,
    audience,
    tokenLifetimeMinutes: tokenLifetimeSeconds / 60,
    signingAlgorithm,
    scopes: scopes.map(copyScope),
  };
}

/** What is sent of a draft. */
export function apiInputOf({ tokenLifetimeMinutes, ...draft }: ApiDraft) {
  return {
    ...draft,
    tokenLifetimeSeconds: Math.round(Number(tokenLifetimeMinutes) * 60) || 0,
    scopes: draft.scopes.map(copyScope),
  };
}

/** These scopes after those, without doubles and without what is still empty. */
export function withTemplate(scopes: readonly ApiScope[], added: readonly ApiScope[]): ApiScope[] {
  const written = scopes.filter((scope) => scope.name.trim() !== '' || scope.titles.es.trim() !== '');
  const names = written.map(({ name }) => name);
  return [...written, ...added.filter(({ name }) => !names.includes(name)).map(copyScope)];
}

function copyScope({ name, titles, descriptions }: ApiScope): ApiScope {
  return {
    name: name.trim(),
    titles: { en: titles.en, es: titles.es },
    descriptions: { en: descriptions.en, es: descriptions.es },
  };
}
