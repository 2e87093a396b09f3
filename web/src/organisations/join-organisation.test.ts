import { expect, test } from 'vitest';
import { openConsole, press, shown, type Answers } from '../clients/test-console.ts';

const invited = 'ana@example.com';

/** Whoever has this address is signed in, and opens a link to the second organisation. */
function openLink(email: string, answers: Answers = {}) {
  const ana = { id: '1', name: 'Ana', email };
  return openConsole('/invitation#token-of-the-link', {
    Viewer: () => ({ viewer: null, account: { __typename: 'Account', ...ana, organisations: [] } }),
    Invitation: () => ({
      invitation: {
        __typename: 'InvitationOffer',
        organisationName: 'Segunda',
        role: 'ADMIN',
        email: invited,
        expiresAt: '2026-12-06T16:00:00.000Z',
      },
    }),
    ...answers,
  });
}

test('V-1: who is signed in with the invited address sees what they join, and joins without a password', async () => {
  const { router, sent } = await openLink(invited, {
    JoinOrganisation: () => ({
      joinOrganisation: {
        __typename: 'JoinOrganisationPayload',
        organisation: { __typename: 'Organisation', id: 'two' },
      },
    }),
  });
  expect(shown()).toContain('Te invitaron a Segunda');
  expect(document.querySelector('input[type=password]')).toBeNull();
  await press('Unirme a Segunda');
  expect(sent.find(({ operation }) => operation === 'JoinOrganisation')?.variables).toEqual({
    input: { token: 'token-of-the-link' },
  });
  expect(router.currentRoute.value.path).toBe('/settings');
  expect(sent.at(-1)?.organisation).toBe('two');
});

test('V-1: a link that was used meanwhile says so', async () => {
  await openLink(invited, {
    JoinOrganisation: () => ({ joinOrganisation: { __typename: 'InvitationInvalidError' } }),
  });
  await press('Unirme a Segunda');
  expect(shown()).toContain('Este enlace ya se usó o venció.');
});

test('V-1: who is signed in with another address is told so, and takes it up as the one invited', async () => {
  await openLink('berta@example.com');
  expect(shown()).toContain('Entraste como berta@example.com, y esta invitación es para ana@example.com.');
  expect(document.querySelector('input[type=password]')).not.toBeNull();
});
