import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createRegistry, RegistryUnavailableError, type KnownClient } from '../../src/clients/registry.ts';
import { loadKnownClient } from '../../src/clients/store.ts';
import { credentialsOf, registerClient } from '../kit/client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { patience } from '../kit/patience.ts';

let llavero: TestLlavero;
let admin: TestPerson;

beforeAll(async () => {
  llavero = await startLlavero();
  admin = await llavero.signIn('ADMIN');
});
afterAll(() => llavero.stop());

/** The registry over a line whose state the test decides; the database is the real one. */
function registryOn(
  line: { isHearing: boolean; heardAt: number },
  load = (id: string) => loadKnownClient(llavero.db, id),
) {
  const loads = vi.fn(load);
  const changes = { isHearing: () => line.isHearing, heardAt: () => line.heardAt };
  return { loads, registry: createRegistry(loads, () => changes, { staleSeconds: 60 }) };
}

const outage = async (): Promise<KnownClient | null> => {
  throw new Error('the database is away');
};

describe('the registry', () => {
  test('loads a client once, however many ask, and a client that is not there too', async () => {
    const { clientId } = await registerClient(admin, { name: 'Once' });
    const { loads, registry } = registryOn({ isHearing: true, heardAt: 0 });
    const asked = await Promise.all(Array.from({ length: 50 }, () => registry.find(clientId)));
    expect(new Set(asked.map((client) => client?.clientId))).toEqual(new Set([clientId]));
    for (let n = 0; n < 3; n++) expect(await registry.find('cli_none')).toBe(null);
    expect(loads.mock.calls.flat()).toEqual([clientId, 'cli_none']);
  });

  test('does not keep what was loaded before a change was heard', async () => {
    const { clientId } = await registerClient(admin, { name: 'Overtaken' });
    let finish = () => {};
    const gate = new Promise<void>((resolve) => (finish = resolve));
    let isSlow = true;
    const { loads, registry } = registryOn({ isHearing: true, heardAt: 0 }, async (id) => {
      const client = await loadKnownClient(llavero.db, id);
      if (isSlow) await gate;
      return client;
    });
    const early = registry.find(clientId);
    registry.changed([clientId]);
    isSlow = false;
    const late = await registry.find(clientId);
    finish();
    expect([(await early)?.clientId, late?.clientId]).toEqual([clientId, clientId]);
    await registry.find(clientId);
    expect(loads).toHaveBeenCalledTimes(2);
  });

  test('P-184: keeps whom it knows when the line was lost, and serves them while a new look fails', async () => {
    const { clientId } = await registerClient(admin, { name: 'Kept' });
    const line = { isHearing: true, heardAt: performance.now() };
    let isAway = false;
    const { loads, registry } = registryOn(line, (id) =>
      isAway ? outage() : loadKnownClient(llavero.db, id),
    );
    await registry.find(clientId);
    isAway = true;
    registry.lost();
    line.heardAt = performance.now() + 300_000;
    expect((await registry.find(clientId))?.clientId).toBe(clientId);
    expect(loads).toHaveBeenCalledTimes(2);

    // What was heard on the new line is no word about what changed before it.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 61_000);
    await expect(registry.find(clientId)).rejects.toThrow(RegistryUnavailableError);
    isAway = false;
    vi.mocked(performance.now).mockReturnValue(performance.now() + 2000);
    expect((await registry.find(clientId))?.clientId).toBe(clientId);
    await registry.find(clientId);
    vi.restoreAllMocks();
    expect(loads).toHaveBeenCalledTimes(4);
  });

  test('looks every time when changes are not heard, and serves what it knows only for so long', async () => {
    const { clientId } = await registerClient(admin, { name: 'Silent' });
    const line = { isHearing: true, heardAt: performance.now() };
    let isAway = false;
    const { loads, registry } = registryOn(line, (id) =>
      isAway ? outage() : loadKnownClient(llavero.db, id),
    );
    await registry.find(clientId);
    line.isHearing = false;
    await registry.find(clientId);
    expect(loads).toHaveBeenCalledTimes(2);

    isAway = true;
    expect((await registry.find(clientId))?.clientId).toBe(clientId);
    await expect(registry.find('cli_unknown')).rejects.toThrow(RegistryUnavailableError);
    expect(loads).toHaveBeenCalledTimes(3);

    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 61_000);
    await expect(registry.find(clientId)).rejects.toThrow(RegistryUnavailableError);
    vi.restoreAllMocks();
  });
});

describe('a change made elsewhere', () => {
  const rename = (clientId: string) =>
    llavero.db.$executeRaw`UPDATE "Client" SET scopes = '{read,delete}' WHERE "clientId" = ${clientId}`;
  const scopeOf = async (client: Parameters<typeof credentialsOf>[0]) =>
    (await llavero.token(credentialsOf(client))).json().scope;

  test.each([
    ['by a plain statement', rename],
    ['of every row', () => llavero.db.$executeRaw`UPDATE "Client" SET scopes = '{read,delete}'`],
  ])('is known as soon as it is heard: %s', async (title, change) => {
    const client = await registerClient(admin, { name: title });
    expect(await scopeOf(client)).toBe('read');
    await change(client.clientId);
    await llavero.changes.caughtUp();
    expect(await scopeOf(client)).toBe('read delete');
  });

  test('voids a secret that was proven', async () => {
    const client = await registerClient(admin, { name: 'Secret gone' });
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(200);
    await llavero.db.$executeRaw`DELETE FROM "ClientSecret" WHERE id = ${client.clientSecret.slice(4, 12)}`;
    await llavero.changes.caughtUp();
    expect((await llavero.token(credentialsOf(client))).statusCode).toBe(401);
  });

  test('is not missed while the line is cut', async () => {
    const client = await registerClient(admin, { name: 'Cut' });
    expect(await scopeOf(client)).toBe('read');
    await llavero.db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'llavero changes' AND datname = current_database()`;
    await rename(client.clientId);
    await vi.waitUntil(() => !llavero.changes.isHearing(), patience);
    expect(await scopeOf(client)).toBe('read delete');
    await vi.waitUntil(() => llavero.changes.isHearing(), patience);
    expect(await scopeOf(client)).toBe('read delete');
  });
});
