import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClient } from '../kit/client-story.ts';
import { fillIn, readSnippets } from '../kit/guide-snippets.ts';
import { keyOf } from '../kit/key-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

/* What the guides tell programs to send to /graphql, as it stands there but for the reader's own values. */
let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
});
afterAll(() => llavero.stop());

test.each([
  ['administrators', 'en', 4],
  ['administrators', 'es', 4],
  ['operators', 'en', 3],
  ['operators', 'es', 3],
] as const)('what the guide for %s (%s) sends to /graphql is answered', async (guide, language, count) => {
  const client = await registerClient(owner, { name: `${guide} ${language}` });
  const refused = await llavero.token({ grant_type: 'client_credentials', client_id: client.clientId });
  await llavero.usage.flush();
  const { error_id: errorId } = refused.json<{ error_id: string }>();
  const next = await keyOf(owner, 'NEXT');
  const placeholders = {
    'cli_...': client.clientId,
    'acme.website': 'llavero.website',
    'acme.portal': 'llavero.portal',
    'd9f3c2c1-ff72-4dc2-8c94-66dfc4775ae9': errorId,
    'the id of the key': next.id,
    'el id de la clave': next.id,
  };
  const documents = (await readSnippets(guide, language)).filter((each) => each.language === 'graphql');
  expect(documents).toHaveLength(count);
  for (const { code } of documents) {
    const answer = await owner.execute(fillIn(code, placeholders));
    for (const result of Object.values(answer) as { __typename?: string }[]) {
      expect(result).not.toBeNull();
      // The key that signs next was made a moment ago.
      expect(result.__typename ?? '').not.toMatch(/(?<!^SigningKeyNotReady)Error$/);
    }
  }
});
