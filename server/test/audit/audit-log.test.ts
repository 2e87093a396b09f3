import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionsOf, readRecord } from '../kit/audit-story.ts';
import { mutate, registerClient, rotateSecretDocument, updateClientDocument } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation, signInTo } from '../kit/organisation-story.ts';

let llavero: TestLlavero;
let owner: TestPerson;
let admin: TestPerson;
let viewer: TestPerson;
let clientId: string;

beforeAll(async () => {
  llavero = await startLlavero();
  owner = await llavero.signIn('OWNER');
  admin = await llavero.signIn('ADMIN');
  viewer = await llavero.signIn('VIEWER');
  ({ clientId } = await registerClient(owner, { name: 'Cañón 100%' }));
  await mutate(admin, updateClientDocument, { clientId, description: 'Facturas de José' });
  await mutate(admin, rotateSecretDocument, { clientId });
  await registerClient(admin, { name: 'Another' });
});
afterAll(() => llavero.stop());

describe('the record', () => {
  test('N-6 F-2: is read the newest first, page by page, from either end', async () => {
    const all = (await readRecord(owner, { first: 100 })).nodes.map((node: any) => node.sequence);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    const first = await readRecord(owner, { first: 3 });
    const second = await readRecord(owner, { first: 3, after: first.pageInfo.endCursor });
    const back = await readRecord(owner, { last: 2, before: second.pageInfo.startCursor });
    const sequences = ({ nodes }: any) => nodes.map(({ sequence }: any) => sequence);
    expect([...sequences(first), ...sequences(second)]).toEqual(all.slice(0, 6));
    expect(sequences(back)).toEqual(all.slice(1, 3));
    expect(first).toMatchObject({
      totalCount: all.length,
      totalCountIsExact: true,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });

  test('N-6: tells who did it, from where, to what, and what changed', async () => {
    const { nodes } = await readRecord(owner, { filter: { actions: ['client.updated'] } });
    expect(nodes).toEqual([
      {
        sequence: expect.any(Number),
        at: expect.any(String),
        actor: { id: admin.userId, name: admin.email, email: admin.email },
        address: '127.0.0.1',
        userAgent: 'lightMyRequest',
        action: 'client.updated',
        subject: { type: 'client', id: clientId, name: 'Cañón 100%' },
        before: '{"description":"Credenciales API para el portal web corporativo de la inmobiliaria"}',
        after: '{"description":"Facturas de José"}',
        previousHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test('N-6: is filtered by what was done, by whom, to what and when', async () => {
    expect(await actionsOf(owner, { subject: clientId })).toEqual([
      'secret.rotated',
      'client.updated',
      'client.created',
    ]);
    expect(await actionsOf(owner, { actor: admin.userId, actions: ['client.created'] })).toEqual([
      'client.created',
    ]);
    const { nodes } = await readRecord(owner, { filter: { subject: clientId } });
    const [rotated, updated] = nodes;
    expect(await actionsOf(owner, { subject: clientId, from: updated.at, to: rotated.at })).toEqual([
      'client.updated',
    ]);
  });

  test.each([
    ['by a name, without regard to case and accents', 'CANON', 3],
    ['by what stands for itself', '100%', 3],
    ['by what changed', 'facturas jose', 1],
    ['by something that is nowhere', 'nowhere-at-all', 0],
    ['by what cannot be stored', '\0 \ud800', 0],
  ])('N-6: is searched %s', async (_, search, expected) => {
    const found = await actionsOf(admin, { search, subject: clientId });
    expect(found).toHaveLength(expected);
  });

  test('N-6: is searched by the hint of a secret', async () => {
    const { nodes } = await readRecord(owner, { filter: { subject: clientId, actions: ['secret.rotated'] } });
    const [hint] = JSON.parse(nodes[0].before).secrets;
    expect(await actionsOf(owner, { search: hint })).toEqual(['secret.rotated', 'client.created']);
  });

  test('shows what concerns people to owners alone', async () => {
    expect(await actionsOf(owner)).toContain('session.started');
    for (const person of [admin, viewer]) {
      expect(await actionsOf(person)).toEqual([
        'client.created',
        'secret.rotated',
        'client.updated',
        'client.created',
      ]);
      expect((await readRecord(person)).totalCount).toBe(4);
    }
  });

  test.each([
    ['an action that there is not', { filter: { actions: ['client.painted'] } }],
    ['a person that cannot be', { filter: { actor: 'ana' } }],
    ['a subject that cannot be', { filter: { subject: 'cli\0' } }],
    [
      'an end before the beginning',
      { filter: { from: '2026-11-22T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' } },
    ],
    ['a cursor of something else', { after: 'WyJOQU1FIl0' }],
  ])('refuses %s as bad input', async (_, variables) => {
    const refusals = await owner.refusals(
      'query ($filter: AuditFilter, $after: String) { auditLog(filter: $filter, after: $after) { totalCount } }',
      variables,
    );
    expect(refusals).toEqual(['BAD_USER_INPUT']);
  });

  test('P-158: of another organisation is as if it were not there', async () => {
    const theirs = await signInTo(llavero, await foundOrganisation(llavero, 'Other'), 'OWNER');
    expect(await actionsOf(theirs, { subject: clientId })).toEqual([]);
    await registerClient(theirs, { name: 'Theirs' });
    expect(await readRecord(theirs)).toMatchObject({ totalCount: 1, nodes: [{ sequence: 1 }] });
  });
});
