import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createClientDocument,
  mutate,
  portal,
  registerClient,
  updateClientDocument,
} from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

const shown = 'owner { name email } technicalContact { name email } labels';
const read = async (clientId: string) =>
  (await admin.execute(`query ($id: ID!) { client(clientId: $id) { ${shown} } }`, { id: clientId })).client;
const find = async (search: string) => {
  const document = 'query ($search: String) { clients(search: $search) { nodes { name } } }';
  const { clients } = await admin.execute(document, { search });
  return clients.nodes.map(({ name }: { name: string }) => name);
};
const update = (clientId: string, change: Record<string, unknown>) =>
  mutate(admin, updateClientDocument, { clientId, ...change });
const nobody = { owner: null, technicalContact: null, labels: [] };

describe('the owner, the technical contact and the labels of a client', () => {
  test('are nobody and none unless given, and change one by one', async () => {
    const { clientId } = await registerClient(admin, { name: 'One by one' });
    expect(await read(clientId)).toEqual(nobody);
    const owner = { name: ' Ana Núñez ', email: ' Ana@Example.com ' };
    await update(clientId, { owner });
    await update(clientId, {
      technicalContact: { name: 'Guardia' },
      labels: ['norte', ' Producción ', 'NORTE'],
    });
    const whole = {
      owner: { name: 'Ana Núñez', email: 'ana@example.com' },
      technicalContact: { name: 'Guardia', email: null },
      labels: ['norte', 'Producción'],
    };
    expect(await read(clientId)).toEqual(whole);
    await update(clientId, { owner: null, labels: [] });
    expect(await read(clientId)).toEqual({ ...whole, owner: null, labels: [] });
  });

  test('are found by the search, and no longer once they are gone', async () => {
    const { clientId } = await registerClient(admin, {
      name: 'Found',
      owner: { name: 'Íñigo Montoya', email: 'inigo@florin.example' },
      technicalContact: { name: 'Fezzik', email: 'guardia@florin.example' },
      labels: ['Venganza', 'fase 2'],
    });
    for (const search of ['inigo montoya', 'FLORIN', 'guardia@florin', 'fezzik', 'venganza', 'fase 2 found'])
      expect([search, await find(search)]).toEqual([search, ['Found']]);
    await update(clientId, { ...nobody });
    for (const search of ['inigo', 'florin', 'fezzik', 'venganza']) expect(await find(search)).toEqual([]);
    expect(await find('found')).toEqual(['Found']);
  });

  test.each([
    ['an owner without a name', { owner: { name: ' ', email: 'ana@example.com' } }, ['owner', 'REQUIRED']],
    ['an address that is none', { owner: { name: 'Ana', email: 'ana@' } }, ['owner', 'INVALID_EMAIL']],
    ['a long name', { technicalContact: { name: 'x'.repeat(121) } }, ['technicalContact', 'TOO_LONG']],
    ['a control character', { technicalContact: { name: 'a\0' } }, ['technicalContact', 'CONTROL_CHARACTER']],
    ['an empty label', { labels: ['norte', ' '] }, ['labels', 'REQUIRED']],
    ['a label of 51 characters', { labels: ['x'.repeat(51)] }, ['labels', 'TOO_LONG']],
    ['a label of two lines', { labels: ['a\nb'] }, ['labels', 'CONTROL_CHARACTER']],
    ['eleven labels', { labels: Array.from({ length: 11 }, (_, n) => `label ${n}`) }, ['labels', 'TOO_MANY']],
  ])('F-20: %s is an error of its field, in a new client and in a change', async (name, input, refusal) => {
    const created = await mutate(admin, createClientDocument, { ...portal, name, ...input });
    expect(created.fields.map(({ field, code }: any) => [field, code])).toEqual([refusal]);
    const { clientId } = await registerClient(admin, { name });
    const changed = await update(clientId, input);
    expect(changed.fields.map(({ field, code }: any) => [field, code])).toEqual([refusal]);
    expect(await read(clientId)).toEqual(nobody);
  });

  test('ten labels of 50 characters are taken, counted as people count them', async () => {
    const labels = Array.from({ length: 10 }, (_, n) => `${n}${'💡'.repeat(49)}`);
    const { clientId } = await registerClient(admin, { name: 'Most', labels });
    expect((await read(clientId)).labels).toEqual(labels);
  });

  test('N-6: are on record', async () => {
    const { clientId } = await registerClient(admin, { name: 'Recorded' });
    await update(clientId, { owner: { name: 'Ana', email: 'ana@example.com' }, labels: ['norte'] });
    const [last] = await llavero.db.auditEvent.findMany({
      where: { subjectId: clientId },
      orderBy: { sequence: 'desc' },
      take: 1,
    });
    expect([last?.before, last?.after]).toEqual([
      { ownerName: null, ownerEmail: null, labels: [] },
      { ownerName: 'Ana', ownerEmail: 'ana@example.com', labels: ['norte'] },
    ]);
  });
});
