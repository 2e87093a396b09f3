import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerClient, rotateSecretDocument } from '../kit/client-story.ts';
import { askForToken, signInAt, type Answer, type DistantAdministrator } from '../kit/from-outside.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../kit/database-proxy.ts';
import { startLlavero, testPassword, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { startProcess, type LlaveroProcess } from '../kit/process.ts';
import { wholeCount } from '../kit/whole-counts.ts';

// Two processes as on two machines; the second one reaches the database by a line that can fail.
let llavero: TestLlavero;
let person: TestPerson;
let proxy: DatabaseProxy;
let processes: [LlaveroProcess, LlaveroProcess];
let administrators: [DistantAdministrator, DistantAdministrator];

beforeAll(async () => {
  llavero = await startLlavero();
  person = await llavero.signIn('ADMIN');
  proxy = await startDatabaseProxy(llavero.config.databaseUrl ?? '');
  processes = await Promise.all([startProcess(llavero), startProcess(llavero, { DATABASE_URL: proxy.url })]);
  const who = { email: person.email, password: testPassword };
  administrators = [await signInAt(processes[0].url, who), await signInAt(processes[1].url, who)];
}, 400_000);
afterAll(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  await proxy.stop();
  await llavero.stop();
});

const statusAt = async (url: string, client: { clientId: string; clientSecret: string }) =>
  (await askForToken(url, client)).status;

test(`two processes that rotate one secret at the same moment, ${wholeCount(50)} times: one secret lives, the same for both`, async () => {
  for (let round = 0; round < wholeCount(50); round++) {
    // A client each time: one that fails again and again has to wait.
    const { clientId } = await registerClient(person, { name: `Rotated by two ${round}` });
    const rotated = await Promise.all(
      administrators.map((each) => each.mutate(rotateSecretDocument, { clientId })),
    );
    const secrets: string[] = rotated.map(({ clientSecret }) => clientSecret);
    const statuses = await Promise.all(
      processes.map(({ url }) =>
        Promise.all(secrets.map((clientSecret) => statusAt(url, { clientId, clientSecret }))),
      ),
    );
    expect([...(statuses[0] ?? [])].sort()).toEqual([200, 401]);
    expect(statuses[1]).toEqual(statuses[0]);
    expect(await llavero.db.clientSecret.count({ where: { client: { clientId } } })).toBe(1);
  }
}, 900_000);

test.each([
  ['is cut', () => proxy.cutLine('llavero changes'), () => {}],
  ['falls silent', () => proxy.silenceLine('llavero changes'), () => proxy.resume()],
])(
  'a process whose listening connection %s refuses a secret that another has rotated away',
  async (title, fail, mend) => {
    const client = await registerClient(person, { name: `Line ${title}` });
    expect(await statusAt(processes[1].url, client)).toBe(200);
    fail();
    const { clientSecret } = await administrators[0].mutate(rotateSecretDocument, {
      clientId: client.clientId,
    });
    // A silent line counts for three seconds.
    await expect.poll(() => statusAt(processes[1].url, client), { timeout: 120_000 }).toBe(401);
    expect(await statusAt(processes[1].url, { ...client, clientSecret })).toBe(200);
    mend();
    expect(await statusAt(processes[1].url, client)).toBe(401);
    expect(await statusAt(processes[1].url, { ...client, clientSecret })).toBe(200);
  },
);

test('P-183: kill -9 of one of two processes under load: the other one answers everybody, and nothing acknowledged is lost', async () => {
  const client = await registerClient(person, { name: 'Served by two' });
  const [survivor, victim] = processes;
  const answers = { survivor: [] as number[], victim: [] as number[] };
  const names: string[] = [];
  let isLoading = true;
  const whileLoading = async (act: () => Promise<unknown>) => {
    while (isLoading) await act().then(() => sleep(10));
  };
  const load = [
    ...Array.from({ length: 4 }, () =>
      whileLoading(async () => answers.survivor.push(await statusAt(survivor.url, client))),
    ),
    ...Array.from({ length: 4 }, () =>
      whileLoading(async () => answers.victim.push(await statusAt(victim.url, client).catch(() => 0))),
    ),
    whileLoading(async () => {
      const name = `Made by the one that dies ${names.length}`;
      const made = await administrators[1].register(name).catch(() => undefined);
      if (made) names.push(name);
    }),
  ];
  try {
    await expect
      .poll(() => Math.min(answers.victim.length, 5 * names.length), { timeout: 120_000 })
      .toBeGreaterThan(20);
    await victim.kill();
    const before = answers.survivor.length;
    await expect.poll(() => answers.survivor.length, { timeout: 120_000 }).toBeGreaterThan(before + 50);
  } finally {
    isLoading = false;
  }
  await Promise.all(load);
  expect(new Set(answers.survivor)).toEqual(new Set([200]));
  expect(new Set(answers.victim)).toEqual(new Set([200, 0]));
  expect(await llavero.db.client.count({ where: { name: { in: names } } })).toBe(names.length);
  const answer: Answer = await askForToken(survivor.url, await administrators[0].register('Made after'));
  expect(answer.status).toBe(200);
});
