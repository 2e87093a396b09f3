import fc from '../kit/fast-check.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClientDocument, mutate, portal } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

describe('P-160: text that is strange and allowed', () => {
  test.each([
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['SQL', `'; DROP TABLE "Client"; --`],
    ['a template', '{{constructor.constructor("alert(1)")()}} ${7*7}'],
    ['a path', '../../../etc/passwd'],
    ['a formula', '=HYPERLINK("https://elsewhere.example")'],
    ['right-to-left text', 'مفاتيح المنظمة'],
    ['emoji of several parts', '👩‍👩‍👧‍👦 🏳️‍🌈'],
    ['letters outside the first plane', '𝓛𝓵𝓪𝓿𝓮𝓻𝓸'],
    ['percent signs', '%00%0A%w%'],
    ['a backslash', '\\u0000 \\x00 \\'],
  ])('is kept as the text it is: %s', async (_, text) => {
    const { client } = await mutate(admin, createClientDocument, {
      ...portal,
      name: text,
      description: text,
    });
    expect([client.name, client.description]).toEqual([text, text]);
    const again = await admin.execute('query ($id: ID!) { client(clientId: $id) { name description } }', {
      id: client.clientId,
    });
    expect(again).toEqual({ client: { name: text, description: text } });
  });

  test('whatever is written as a name is refused with its reason, or kept as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (name) => {
        const result = await mutate(admin, createClientDocument, { ...portal, name });
        if (result.__typename === 'CreateClientPayload') {
          expect(result.client.name).toBe(name.normalize('NFC').replaceAll('\r\n', '\n').trim());
        } else {
          expect(['ValidationError', 'NameTakenError']).toContain(result.__typename);
        }
      }),
      { numRuns: 60 },
    );
  });
});
