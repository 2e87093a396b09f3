import { expect, test } from 'vitest';
import { apiDraftOf, apiInputOf, emptyScope, withTemplate } from './api-draft.ts';

const scope = (name: string) => ({ name, titles: { en: name, es: name }, descriptions: { en: '', es: '' } });

test('a template adds its scopes once, and takes the place of rows that are still empty', () => {
  const scopes = withTemplate([emptyScope(), scope('read')], [scope('read'), scope('create')]);
  expect(scopes.map(({ name }) => name)).toEqual(['read', 'create']);
});

test('minutes are written, and seconds sent', () => {
  const draft = { ...apiDraftOf(), tokenLifetimeMinutes: 1.5 };
  expect(apiInputOf(draft).tokenLifetimeSeconds).toBe(90);
});
