import { describe, expect, it } from 'vitest';
import { control, openConsole, press, shown, type Answers } from '../clients/test-console.ts';

const key = (id: string, state: string, more: object = {}) => ({
  __typename: 'SigningKey',
  id: id.padEnd(43, 'x'),
  algorithm: 'ES256',
  state,
  createdAt: '2026-05-06T16:00:00.000Z',
  readyAt: null as string | null,
  activatedAt: null,
  retiredAt: null,
  revokedAt: null,
  ...more,
});
const keys: Answers = {
  SigningKeys: () => ({
    signingKeys: [
      key('siguient', 'NEXT', { readyAt: new Date(Date.now() + 200_000).toISOString() }),
      key('actualxx', 'CURRENT', { activatedAt: '2026-05-06T16:00:00.000Z' }),
      key('revocada', 'REVOKED', { revokedAt: '2026-05-06T16:00:00.000Z' }),
    ],
  }),
};
const open = (answers: Answers = {}) => openConsole('/settings/signing-keys', { ...keys, ...answers });

describe('the signing keys', () => {
  it('are told apart by a word and what it means, and a revoked one has no button', async () => {
    await open();
    const rows = [...document.querySelectorAll('li')].map(({ textContent }) => textContent);
    expect(rows.map((row) => /Siguiente|Actual|Revocada/.exec(row)?.[0])).toEqual([
      'Siguiente',
      'Actual',
      'Revocada',
    ]);
    expect(rows[0]).toContain('Podrá firmar dentro de 3 minutos');
    expect(rows[1]).toContain('Firma los tokens.');
    expect(rows.map((row) => row.includes('Revocar'))).toEqual([true, true, false]);
  });

  it('rotate once the person is sure, and say which one signs', async () => {
    const { sent } = await open({
      RotateSigningKey: () => ({
        rotateSigningKey: { __typename: 'RotateSigningKeyPayload', signingKey: key('siguient', 'CURRENT') },
      }),
    });
    await press('Rotar ahora');
    expect(shown()).toContain('Los tokens ya emitidos siguen vigentes');
    expect(sent.map(({ operation }) => operation)).not.toContain('RotateSigningKey');
    await press('Rotar la clave');
    expect(shown()).toContain('Clave rotada: ahora firma siguient….');
    expect(sent.filter(({ operation }) => operation === 'SigningKeys')).toHaveLength(2);
  });

  it('rotate by algorithm where APIs sign with several (P-70)', async () => {
    const { sent } = await open({
      SigningKeys: () => ({
        signingKeys: [key('actualxx', 'CURRENT'), key('deotraap', 'CURRENT', { algorithm: 'RS256' })],
      }),
      RotateSigningKey: () => ({
        rotateSigningKey: { __typename: 'RotateSigningKeyPayload', signingKey: key('siguient', 'CURRENT') },
      }),
    });
    await press('Rotar RS256 ahora');
    await press('Rotar la clave');
    const inputs = sent.filter(({ operation }) => operation === 'RotateSigningKey');
    expect(inputs.map(({ variables }) => variables)).toEqual([{ input: { algorithm: 'RS256' } }]);
  });

  it('say when the next one may sign, where it is too young', async () => {
    const readyAt = new Date(Date.now() + 200_000).toISOString();
    await open({
      RotateSigningKey: () => ({ rotateSigningKey: { __typename: 'SigningKeyNotReadyError', readyAt } }),
    });
    await press('Rotar ahora');
    await press('Rotar la clave');
    expect(shown()).toContain('aún no puede firmar');
    expect(shown()).toContain('Podrá dentro de 4 minutos.');
  });

  it('are revoked after a warning of what stops working', async () => {
    const { sent } = await open({
      RevokeSigningKey: () => ({ revokeSigningKey: { __typename: 'RevokeSigningKeyPayload' } }),
    });
    expect(control('Revocar la clave actualxx…')).toBeTruthy();
    await press('Revocar la clave actualxx…');
    expect(shown()).toContain('Todos los tokens firmados con ella dejan de valer');
    await press('Revocar la clave');
    expect(sent.find(({ operation }) => operation === 'RevokeSigningKey')?.variables).toEqual({
      input: { keyId: 'actualxx'.padEnd(43, 'x') },
    });
    expect(shown()).toContain('Clave revocada: actualxx….');
  });
});
