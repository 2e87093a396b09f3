import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../kit/audit-story.ts';
import { registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let owner: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
  await registerClient(owner, {
    name: '=HYPERLINK("http://evil")',
    description: 'Con "comillas",\ny líneas',
  });
  await registerClient(owner, { name: 'Señal' });
});
afterAll(() => llavero.stop());

const download = ({ cookie }: Pick<TestPerson, 'cookie'>, query: string) =>
  llavero.app.inject({ url: `/audit/export?${query}`, headers: cookie ? { cookie } : {} });

describe('the record as JSON lines', () => {
  test('P-181: is the whole chain, which anyone can verify', async () => {
    const response = await download(owner, 'format=jsonl');
    const lines = response.body.trimEnd().split('\n');
    let previousHash = '0'.repeat(64);
    for (const [index, line] of lines.entries()) {
      const { hash, ...content } = JSON.parse(line);
      expect(content).toMatchObject({ sequence: index + 1, previousHash });
      expect(
        createHash('sha256')
          .update(canonicalize(content) ?? '')
          .digest('hex'),
      ).toBe(hash);
      previousHash = hash;
    }
    const { head } = await verify(owner);
    expect(head).toEqual({ sequence: lines.length, hash: previousHash });
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/jsonl; charset=utf-8',
      'llavero-audit-head': `${head.sequence} ${head.hash}`,
      'content-disposition': `attachment; filename="llavero-audit-${head.sequence}-${head.hash}.jsonl"`,
    });
  });

  test('N-6: is filtered as the list is', async () => {
    const { body } = await download(owner, 'format=jsonl&actions=client.created&search=senal');
    const found = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).subjectName);
    expect(found).toEqual(['Señal']);
  });
});

describe('the record as CSV', () => {
  test('P-160: is RFC 4180 in UTF-8 with a mark, and holds no formula', async () => {
    const response = await download(owner, 'format=csv&actions=client.created');
    const [header, first = ''] = response.body.split('\r\n');
    expect(header).toBe(
      '\uFEFFsequence,at,actorId,actorName,actorEmail,address,userAgent,action,subjectType,subjectId,subjectName,before,after,previousHash,hash',
    );
    expect(first).toContain(`,client,cli_`);
    expect(first).toContain(`,"'=HYPERLINK(""http://evil"")",`);
    expect(first).toContain('""description"":""Con \\""comillas\\"",\\ny líneas""');
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8',
    });
  });

  test('P-181: is longer than what is read at once, and in order', async () => {
    const from = await llavero.db.auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
    await llavero.db.$executeRaw`
      INSERT INTO "AuditEvent" SELECT e."organisationId", e.sequence + n, e.at, e."actorId", e."actorName", e."actorEmail",
        e.address, e."userAgent", e.action, e."subjectType", e."subjectId", e."subjectName", e.before, e.after,
        e."previousHash", e.hash, e."searchKey"
      FROM "AuditEvent" e, generate_series(1, 1200) n WHERE e.sequence = ${from.sequence}`;
    const { body } = await download(owner, 'format=csv');
    const sequences = body
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',')[0]));
    expect(sequences).toEqual(Array.from({ length: from.sequence + 1200 }, (_, n) => n + 1));
    await llavero.db.auditEvent.deleteMany({ where: { sequence: { gt: from.sequence } } });
  });
});

describe('an export is refused', () => {
  test('without a session, and to whoever has no role', async () => {
    const nobody = await llavero.signIn(null);
    const answers = [await download({ cookie: '' }, 'format=csv'), await download(nobody, 'format=csv')];
    expect(answers.map((answer) => [answer.statusCode, answer.json().code])).toEqual([
      [401, 'UNAUTHENTICATED'],
      [403, 'FORBIDDEN'],
    ]);
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(['no-store', 'no-store']);
  });

  test('to another site’s page', async () => {
    const headers = { cookie: owner.cookie, 'sec-fetch-site': 'cross-site' };
    const response = await llavero.app.inject({ url: '/audit/export?format=csv', headers });
    expect(response.statusCode).toBe(403);
  });

  test.each([
    ['without a format', ''],
    ['in a format that there is not', 'format=xml'],
    ['for an action that there is not', 'format=csv&actions=client.painted'],
    ['for a moment that is none', 'format=csv&from=yesterday'],
    ['for a filter that there is not', 'format=csv&nmae=x'],
  ])('%s, with what to mend', async (_, query) => {
    const response = await download(owner, query);
    expect([response.statusCode, response.json()]).toEqual([
      400,
      { code: 'BAD_USER_INPUT', message: expect.any(String) },
    ]);
  });

  test('an admin’s holds nothing that concerns people', async () => {
    const admin = await llavero.signIn('ADMIN');
    const { body } = await download(admin, 'format=jsonl');
    const types = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).subjectType);
    expect(new Set(types)).toEqual(new Set(['client']));
  });
});
