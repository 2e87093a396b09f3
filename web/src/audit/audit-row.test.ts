import { expect, test } from 'vitest';
import { mountInConsole } from '../test-mount.ts';
import type { AuditEntry } from './audit-entry.ts';
import { changesOf } from './audit-entry.ts';
import AuditRow from './AuditRow.vue';

const entry: AuditEntry = {
  sequence: 7,
  at: '2026-11-21T09:30:00.000Z',
  actor: { id: 'ana', name: 'Ana', email: 'ana@example.com' },
  address: '10.0.0.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  action: 'client.updated',
  subject: { type: 'client', id: 'cli_1', name: 'Portal' },
  before: '{"mayIntrospect":false,"scopes":["read"]}',
  after: '{"mayIntrospect":true,"scopes":[]}',
  hash: 'f'.repeat(64),
};

test('N-6: an entry says in a sentence who did what, from where and with what', () => {
  const row = mountInConsole(AuditRow, { props: { entry } });
  expect(row.get('p').text()).toBe('Ana cambió el cliente Portal');
  expect(row.text()).toContain('desde 10.0.0.7');
  expect(row.text()).toContain('Firefox · Linux');
});

test('N-6: its details say what was before and after, in plain words', async () => {
  const row = mountInConsole(AuditRow, { props: { entry } });
  await row.get('button').trigger('click');
  const words = row.findAll('dl > div').map((change) => change.text().replace(/\s+/g, ' '));
  expect(words.join(' ')).toMatch(/No.*Sí.*read.*nada/);
});

test('an entry leads to everything about its subject, and by its person', async () => {
  const row = mountInConsole(AuditRow, { props: { entry } });
  await row.get('button').trigger('click');
  const [, subject, actor] = row.findAll('button');
  await subject?.trigger('click');
  await actor?.trigger('click');
  expect(row.emitted()).toMatchObject({ subject: [['cli_1']], actor: [['ana']] });
});

test.each([
  [
    { actor: null, address: '10.0.0.9', action: 'session.refused' },
    'Alguien dio una contraseña equivocada para Portal',
  ],
  [
    { actor: null, address: null, action: 'audit_log.trimmed' },
    'Llavero quitó las entradas más antiguas del registro',
  ],
  [{ action: 'client.painted' }, 'Ana: client.painted, Portal'],
])('says who it was as far as it is known, and names what it does not know: %j', (part, sentence) => {
  const row = mountInConsole(AuditRow, { props: { entry: { ...entry, ...part } } });
  expect(row.get('p').text()).toBe(sentence);
});

test('of a thing that is new or gone, its fields stand alone', () => {
  expect(changesOf({ before: null, after: '{"name":"A"}' })).toEqual([{ field: 'name', after: 'A' }]);
  expect(changesOf({ before: '{"name":"A"}', after: null })).toEqual([{ field: 'name', before: 'A' }]);
  expect(changesOf({ before: null, after: null })).toEqual([]);
});
