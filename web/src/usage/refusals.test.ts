import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { alerts, openConsole, portal, press, settle, shown } from '../clients/test-console.ts';
import es from './messages.es.ts';
import { errorIdIn } from './refusal.ts';

const errorId = 'd9f3c2c1-ff72-4dc2-8c94-66dfc4775ae9';
const replaced = {
  __typename: 'Refusal',
  errorId,
  at: '2026-05-06T16:00:00.000Z',
  code: 'SECRET_REPLACED',
  endpoint: '/token',
  address: '203.0.113.7',
  clientId: 'cli_portal',
  secretHint: 'llv_3fK9x2Qa' as string | null,
  secretReplacedAt: '2026-05-05T16:00:00.000Z' as string | null,
  refusedScopes: [] as string[],
};
const scopes = {
  ...replaced,
  errorId: errorId.replace('d9', 'aa'),
  code: 'SCOPE_NOT_ALLOWED',
  secretHint: null,
  secretReplacedAt: null,
  refusedScopes: ['create', 'delete'],
};
const refusalsPage = '/settings/api/cli_portal/refusals';
const withRefusals = (refusals: object[]) => ({
  ClientRefusals: () => ({ client: { ...portal, refusals } }),
});
const noClients = {
  Clients: () => ({
    clients: {
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      totalCount: 0,
      totalCountIsExact: true,
    },
  }),
};

test('every cause that the server knows is told in plain words, with what to mend', () => {
  const schema = readFileSync(`${import.meta.dirname}/../../../schema.graphql`, 'utf8');
  const body = /enum RefusalReason \{(?<body>[^}]*)\}/.exec(schema)?.groups?.['body'] ?? '';
  const reasons = body.replaceAll(/"""[^"]*"""/g, '').match(/\w+/g) ?? [];
  expect(reasons.length).toBeGreaterThan(40);
  expect(Object.keys(es.causes).toSorted()).toEqual(reasons.toSorted());
});

test.each([
  [errorId, errorId],
  [`  ${errorId.toUpperCase()} `, errorId.toUpperCase()],
  [`{"error":"invalid_client","error_id":"${errorId}"}`, errorId],
  [`error_id=${errorId}`, errorId],
  ['Portal Web', undefined],
  ['cli_UCa9QbTZN2rYsWnlRL6f0p', undefined],
  [`${errorId}-1`, undefined],
] as const)('reads an error_id in %s: %s', (text, found) => {
  expect(errorIdIn(text)).toBe(found);
});

describe('the access problems of a client', () => {
  it('N-64 N-69 N-72: say why, when, from where, and what to mend, the same advice only once', async () => {
    const second = { ...replaced, errorId: errorId.replace('d9', 'bb') };
    const { sent } = await openConsole(refusalsPage, withRefusals([replaced, second, scopes]));
    expect(shown()).toContain('Los últimos rechazos de «Portal Web Corporativo»');
    const articles = [...document.querySelectorAll('article')].map(({ textContent }) => textContent);
    const advice = es.causes.SECRET_REPLACED.mend;
    expect(articles.map((text) => text.includes(advice))).toEqual([true, false, false]);
    for (const fact of ['/token', '203.0.113.7', 'cli_portal', 'llv_3fK9x2Qa…', 'reemplazado', errorId]) {
      expect(articles[0]).toContain(fact);
    }
    expect(articles[2]).toContain('Pidió permisos que el cliente no tiene');
    expect(articles[2]).toContain('create delete');
    expect(sent.find(({ operation }) => operation === 'ClientRefusals')?.variables).toEqual({
      clientId: 'cli_portal',
    });
  });

  it('N-64: are read again when one comes back to the page, and stay in sight when that fails', async () => {
    let refusals: object[] | null = [replaced];
    await openConsole(refusalsPage, {
      ClientRefusals: () => {
        if (!refusals) throw new TypeError('offline');
        return { client: { ...portal, refusals } };
      },
    });
    const articles = () => [...document.querySelectorAll('article')].map(({ textContent }) => textContent);
    expect(articles()).toHaveLength(1);

    refusals = [scopes, replaced];
    window.dispatchEvent(new Event('focus'));
    await settle();
    expect(articles()[0]).toContain('Pidió permisos que el cliente no tiene');
    expect(articles()).toHaveLength(2);

    refusals = null;
    await press('Actualizar');
    expect(articles()).toHaveLength(2);
    expect(alerts()).toEqual(['No se pudo actualizar. Esto es lo último que se leyó.']);
  });

  it('are reached from the card, also by those who may only look', async () => {
    const viewer = { __typename: 'Administrator', id: '1', name: 'Leo', email: 'leo@example.com' };
    await openConsole('/settings/api', {
      ...withRefusals([]),
      Viewer: () => ({ viewer: { ...viewer, role: 'VIEWER' }, account: { ...viewer } }),
    });
    await press('Problemas de acceso de Portal Web Corporativo');
    expect(shown()).toContain('Ningún rechazo');
    expect(shown()).not.toContain('Editar el cliente');
  });

  it('say so where the client is gone', async () => {
    await openConsole(refusalsPage, { ClientRefusals: () => ({ client: null }) });
    expect(shown()).toContain('Este cliente ya no existe');
  });
});

describe('an error_id in the search of the clients', () => {
  it('N-64: shows that refusal, and whose it is', async () => {
    const { sent } = await openConsole(`/settings/api?search=${errorId}`, {
      ...noClients,
      RefusalByErrorId: () => ({ refusal: { ...replaced, client: portal } }),
    });
    expect(sent.find(({ operation }) => operation === 'RefusalByErrorId')?.variables).toEqual({ errorId });
    expect(shown()).toContain('Usa un Client Secret que ya se reemplazó');
    expect(shown()).toContain('Ver el cliente Portal Web Corporativo');
    expect(shown()).not.toContain('Nada coincide');
  });

  it('says when nothing is known of it yet, and looks again when asked', async () => {
    let isWritten = false;
    await openConsole(`/settings/api?search=${errorId}`, {
      ...noClients,
      RefusalByErrorId: () => ({ refusal: isWritten ? { ...replaced, client: null } : null }),
    });
    expect(shown()).toContain('No hay ningún rechazo con ese error_id');
    isWritten = true;
    await press('Buscar de nuevo');
    expect(shown()).toContain('Usa un Client Secret que ya se reemplazó');
    expect(shown()).not.toContain('Ver el cliente');
  });
});
