import { randomBytes } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { inject } from 'vitest';
import { insertPerson, issueOwnerLink } from '../../src/administrators/invitations.ts';
import { prepareFirstOwner } from '../../src/administrators/first-owner.ts';
import { prepareDefaultApis } from '../../src/apis/default-api.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Role } from '../../src/generated/prisma/client.ts';
import { createPool, type PoolOptions } from '../../src/database/pool.ts';
import { createLog } from '../../src/log.ts';
import { loadMasterKey } from '../../src/master-key.ts';
import { hashPassword } from '../../src/password-hash.ts';
import { assembleParts, type Parts } from '../../src/parts.ts';
import { createTestDatabase } from './postgres.ts';

/** A Llavero over a database of its own, entered by its doors. */
export type TestLlavero = Parts & {
  app: FastifyInstance;
  organisationId: string;
  /** Every line that was logged, at the most talkative level. */
  logged: string[];
  /** A person with this role (null: with none) who has signed in. */
  signIn(role: Role | null): Promise<TestPerson>;
  /** A request to `/token`, as a form. */
  token(form: Record<string, string> | string, options?: InjectOptions): Promise<LightMyRequestResponse>;
  stop(): Promise<void>;
};

export type TestPerson = {
  email: string;
  userId: string;
  cookie: string;
  /** The same person, asking for this organisation. */
  in(organisationId: string): TestPerson;
  /** Sends a document; answers with the body, whatever it is. */
  send(document: string, variables?: Record<string, unknown>): Promise<string>;
  /** Sends a document; answers with data, or throws what came back when there were errors. */
  execute<T = any>(document: string, variables?: Record<string, unknown>): Promise<T>;
  /** Sends a document; answers with the codes of its top-level errors. */
  refusals(document: string, variables?: Record<string, unknown>): Promise<string[]>;
};

export const testPassword = 'correct horse battery staple';
const testPasswordHash = hashPassword(testPassword);

/** Starts a Llavero; `env` and `bounds` are what differs from a plain installation. */
export async function startLlavero(
  env: Record<string, string> = {},
  bounds: PoolOptions = {},
): Promise<TestLlavero> {
  const database = await createTestDatabase(inject('adminUrl'), inject('template'));
  const llavero = await startOn(database.url, env, bounds);
  return { ...llavero, stop: () => llavero.stop().then(database.drop) };
}

/** Starts another one over the same database, as a second process would be; stop it first. */
export function startBeside({ config }: TestLlavero, env: Record<string, string> = {}): Promise<TestLlavero> {
  return startOn(config.databaseUrl ?? '', env);
}

/** Starts a Llavero on a database that is there, and leaves it there. */
export async function startOn(
  databaseUrl: string,
  env: Record<string, string> = {},
  bounds: PoolOptions = {},
): Promise<TestLlavero> {
  const logged: string[] = [];
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    LLAVERO_MASTER_KEY: 'test-'.repeat(10),
    LLAVERO_LOG_LEVEL: 'trace',
    ...env,
  });
  const log = createLog(config, { write: (line) => void logged.push(line) });
  const pool = createPool(databaseUrl, bounds);
  const db = await connectDatabase(databaseUrl, { pool, log });
  const masterKey = await loadMasterKey(config);
  await prepareFirstOwner(db, { issuer: config.issuer, masterKey }, config);
  await prepareDefaultApis(db, config);
  const parts = await assembleParts({ config, databaseUrl, db, pool, log, masterKey }).catch(
    async (error) => {
      await db.$disconnect();
      throw error;
    },
  );
  const { id: organisationId } = await db.organisation.findFirstOrThrow();
  const app = await createApp(parts);
  await app.ready();

  return {
    ...parts,
    app,
    organisationId,
    logged,
    async signIn(role) {
      const email = `${role ?? 'nobody'}-${randomBytes(4).toString('hex')}@example.com`.toLowerCase();
      const passwordHash = await testPasswordHash;
      const userId = await db.$transaction((transaction) =>
        insertPerson(transaction, { email, name: email, passwordHash }),
      );
      if (role) await db.membership.create({ data: { userId, organisationId, role } });
      return asPerson(app, { email, userId, cookie: await signInByPassword(app, email, testPassword) });
    },
    token: (form, options = {}) =>
      app.inject({
        method: 'POST',
        url: '/token',
        payload: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
        ...options,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...options.headers },
      }),
    async stop() {
      await app.close();
      await parts.usage.stop();
      parts.revokedTokens.stop();
      await parts.changes.stop();
      await parts.keyRotationClock.stop();
      await parts.retentionClock.stop();
      await parts.webhookClock.stop();
      await parts.signingKeys.stop();
      await parts.knownApis.stop();
      await db.$disconnect();
    },
  };
}

/** The cookie of a new session. */
export async function signInByPassword(
  app: FastifyInstance,
  email: string,
  password: string,
): Promise<string> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email, password },
  });
  const cookie = response.cookies[0];
  if (!cookie) throw new Error(`sign-in answered ${response.statusCode}: ${response.body}`);
  return `${cookie.name}=${encodeURIComponent(cookie.value)}`;
}

/** What a person with this cookie can do at `/graphql`; without a cookie, what a stranger can. */
export function asPerson(
  app: FastifyInstance,
  who: { email: string; userId: string; cookie: string },
  organisationId?: string,
): TestPerson {
  const headers = {
    ...(who.cookie ? { cookie: who.cookie } : {}),
    ...(organisationId === undefined ? {} : { 'llavero-organisation': organisationId }),
  };
  const send = async (query: string, variables?: Record<string, unknown>) => {
    const payload = { query, variables };
    return (await app.inject({ method: 'POST', url: '/graphql', headers, payload })).body;
  };
  const answer = async (query: string, variables?: Record<string, unknown>) => {
    const body = await send(query, variables);
    return { body, ...(JSON.parse(body) as { data?: any; errors?: { extensions: { code: string } }[] }) };
  };
  return {
    ...who,
    in: (other) => asPerson(app, who, other),
    send,
    async execute(document, variables) {
      const { data, errors, body } = await answer(document, variables);
      if (errors) throw new Error(`${document}\n${body}`);
      return data;
    },
    async refusals(document, variables) {
      const { data, errors, body } = await answer(document, variables);
      if (!errors) throw new Error(`expected a refusal: ${body}`);
      if (data) throw new Error(`refused, and answered all the same: ${body}`);
      return errors.map(({ extensions }) => extensions.code);
    },
  };
}

/** Someone without a session. */
export const stranger = (app: FastifyInstance): TestPerson =>
  asPerson(app, { email: '', userId: '', cookie: '' });

/** A set-up link's token, as `npm run owner:link` makes it. */
export async function ownerToken({ db, links, organisationId }: TestLlavero): Promise<string> {
  const link = await db.$transaction((transaction) => issueOwnerLink(transaction, links, organisationId));
  return link.split('#')[1] ?? '';
}
