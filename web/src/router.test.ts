import type { Client } from '@urql/vue';
import { beforeEach, expect, test } from 'vitest';
import { shallowRef } from 'vue';
import { chooseOrganisation, chosenOrganisation } from './organisations/chosen-organisation.ts';
import { createConsoleRouter, signInAgain } from './router.ts';

const person = { id: '1', name: 'Ana', email: 'ana@ejemplo.com' };
const organisation = { id: 'one', name: 'Llavero', isOperator: true };
const account = { ...person, organisations: [{ role: 'OWNER', organisation }] };
const answers = {
  nobody: { data: { account: null, viewer: null } },
  stranger: { data: { account: { ...person, organisations: [] }, viewer: null } },
  viewer: { data: { account, viewer: { ...person, organisation, role: 'VIEWER' } } },
  owner: { data: { account, viewer: { ...person, organisation, role: 'OWNER' } } },
  ownerElsewhere: {
    data: {
      account,
      viewer: { ...person, organisation: { id: 'two', name: 'Segunda', isOperator: false }, role: 'OWNER' },
    },
  },
  removed: { data: { account, viewer: null } },
  silence: { error: new Error('no answer') },
};

beforeEach(() => {
  history.replaceState({}, '', '/');
  sessionStorage.clear();
  localStorage.clear();
});

async function visit(who: keyof typeof answers, path: string): Promise<string> {
  const client = { query: async () => answers[who] } as unknown as Client;
  const router = createConsoleRouter({ client: shallowRef(client), renew: () => undefined });
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
  ['viewer', '/settings/api/cli_x/refusals', '/settings/api/cli_x/refusals'],
  ['stranger', '/settings/api/cli_x/refusals', '/settings'],
  ['viewer', '/settings/webhooks', '/settings'],
  ['owner', '/settings/webhooks', '/settings/webhooks'],
  ['viewer', '/settings/signing-keys', '/settings'],
  ['owner', '/settings/signing-keys', '/settings/signing-keys'],
  ['ownerElsewhere', '/settings/signing-keys', '/settings'],
  ['silence', '/settings/people', '/settings/people'],
] as const)('leads %s who asks for %s to %s', async (who, path, destination) => {
  expect(await visit(who, path)).toBe(destination);
});

test('says that the session is over and knows the way back', async () => {
  const client = { query: async () => answers.owner } as unknown as Client;
  const router = createConsoleRouter({ client: shallowRef(client), renew: () => undefined });
  await router.push('/account');
  await signInAgain(router);
  expect(router.currentRoute.value.fullPath).toBe('/sign-in?returnTo=/account');
  expect(history.state).toMatchObject({ sessionEnded: true });
});

test('F-11: a tab stays in the organisation where it was first, whatever is chosen elsewhere', async () => {
  await visit('owner', '/settings');
  localStorage.setItem('llavero-organisation', 'another');
  expect(chosenOrganisation()).toBe('one');
});

test('F-11: whoever no longer belongs to the chosen organisation is led to one of theirs, with nothing kept', async () => {
  chooseOrganisation('gone');
  const asked: (string | null)[] = [];
  const query = async () => {
    asked.push(chosenOrganisation());
    return chosenOrganisation() === 'one' ? answers.owner : answers.removed;
  };
  const renewed: string[] = [];
  const renew = () => void renewed.push('renewed');
  const router = createConsoleRouter({ client: shallowRef({ query } as unknown as Client), renew });
  await router.push('/settings/people');
  expect([router.currentRoute.value.path, asked, renewed]).toEqual([
    '/settings/people',
    ['gone', 'one'],
    ['renewed'],
  ]);
});
