import type { Client } from '@urql/vue';
import { beforeEach, expect, test } from 'vitest';
import { shallowRef } from 'vue';
import { createConsoleRouter, signInAgain } from './router.ts';

const person = { id: '1', name: 'Ana', email: 'ana@ejemplo.com' };
const answers = {
  nobody: { data: { account: null, viewer: null } },
  stranger: { data: { account: person, viewer: null } },
  viewer: { data: { account: person, viewer: { ...person, role: 'VIEWER' } } },
  owner: { data: { account: person, viewer: { ...person, role: 'OWNER' } } },
  silence: { error: new Error('no answer') },
};

beforeEach(() => history.replaceState({}, '', '/'));

async function visit(who: keyof typeof answers, path: string): Promise<string> {
  const client = { query: async () => answers[who] } as unknown as Client;
  const router = createConsoleRouter({ client: shallowRef(client) });
  await router.push(path);
  return router.currentRoute.value.fullPath;
}

test.each([
  ['nobody', '/settings', '/sign-in'],
  ['nobody', '/', '/sign-in'],
  ['nobody', '/settings/people?x=1', '/sign-in?returnTo=/settings/people?x=1'],
  ['nobody', '/docs/operators', '/docs/operators'],
  ['nobody', '/invitation', '/invitation'],
  ['nobody', '/nowhere', '/nowhere'],
  ['nobody', '/docs/nothing', '/docs/nothing'],
  ['stranger', '/settings', '/settings'],
  ['stranger', '/account', '/account'],
  ['stranger', '/settings/api', '/settings'],
  ['viewer', '/settings/api', '/settings/api'],
  ['viewer', '/settings/people', '/settings'],
  ['owner', '/settings/people', '/settings/people'],
  ['silence', '/settings/people', '/settings/people'],
] as const)('leads %s who asks for %s to %s', async (who, path, destination) => {
  expect(await visit(who, path)).toBe(destination);
});

test('says that the session is over and knows the way back', async () => {
  const client = { query: async () => answers.owner } as unknown as Client;
  const router = createConsoleRouter({ client: shallowRef(client) });
  await router.push('/account');
  await signInAgain(router);
  expect(router.currentRoute.value.fullPath).toBe('/sign-in?returnTo=/account');
  expect(history.state).toMatchObject({ sessionEnded: true });
});
