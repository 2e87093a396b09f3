import type { Caller } from '../administrators/caller.ts';
import { changedFields, type Recorded } from '../audit/changed-fields.ts';
import { record } from '../audit/record.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { NotFoundError } from '../errors.ts';
import type { Client, ClientSecret } from '../generated/prisma/client.ts';
import { hashPassword } from '../password-hash.ts';
import { AuthenticationMethodError, LastSecretError, TooManySecretsError } from './client-errors.ts';
import { recordedSecrets, recordRevokedTokens, subjectOf } from './client-record.ts';
import { generateSecret, secretHint } from './credentials.ts';
import { readNewSecret, readRotation, readSecretChange, type SecretInput } from './secret-input.ts';
import { deleteSecrets, insertSecret, listSecrets, updateSecretRow, type SecretRow } from './secret-store.ts';
import { changeClient, raiseTokenGeneration } from './store.ts';

/** A client and its new secret, which exists in plain text in this answer alone (`clientSecret`). */
export type IssuedSecret = { client: Client; secret: ClientSecret; clientSecret: string };

/**
 * Where a secret is in its life: it has yet to start, works, works beside the one that replaces it, or has ended. Only
 * those that work are looked at when a client asks for a token.
 */
export type SecretState = 'UPCOMING' | 'ACTIVE' | 'BEING_REPLACED' | 'ENDED';

/** So many secrets may work or have yet to start; and again so many may be on their way out. */
export const mostSecrets = 5;

/** What its state follows from. */
export type SecretLife = Pick<ClientSecret, 'startsAt' | 'expiresAt' | 'replacedAt'>;

export function stateOf({ startsAt, expiresAt, replacedAt }: SecretLife, now = new Date()): SecretState {
  if (expiresAt !== null && expiresAt <= now) return 'ENDED';
  if (replacedAt !== null) return 'BEING_REPLACED';
  return startsAt > now ? 'UPCOMING' : 'ACTIVE';
}

/** A new secret, and what is stored of it. */
export async function issueSecret(): Promise<{ secret: string; row: SecretRow }> {
  const { id, secret } = generateSecret();
  return { secret, row: { id, hash: await hashPassword(secret) } };
}

/**
 * Gives a client one more secret, beside those it has.
 * @throws ValidationError; NotFoundError; AuthenticationMethodError; TooManySecretsError
 */
export async function createSecret(
  db: Db,
  caller: Caller,
  { clientId, ...input }: SecretInput & { clientId: string },
): Promise<IssuedSecret> {
  const definition = readNewSecret(input);
  const issued = await issueSecret();
  return changeSecrets(db, caller, clientId, async (transaction, client, secrets) => {
    refuseTooMany(secrets);
    const secret = await insertSecret(transaction, client.id, { ...issued.row, ...definition });
    await record(transaction, caller, {
      action: 'secret.created',
      subject: subjectOf(client),
      before: null,
      after: recordedSecret(secret),
    });
    return { client, secret, clientSecret: issued.secret };
  });
}

/**
 * Replaces every secret of the client, or the one with `secretId`, by a new one. The replaced are void with the same commit,
 * or go on working for `overlapSeconds`; one that would start only later never does. Tokens that are out live on until they
 * expire, unless `revokeTokens` voids them too, again with the same commit.
 * @throws ValidationError; NotFoundError; AuthenticationMethodError; TooManySecretsError
 */
export async function rotateSecret(
  db: Db,
  caller: Caller,
  {
    clientId,
    secretId,
    revokeTokens,
    ...input
  }: Omit<SecretInput, 'startsAt'> & {
    clientId: string;
    secretId?: string | undefined;
    overlapSeconds: number;
    revokeTokens: boolean;
  },
): Promise<IssuedSecret> {
  const definition = readRotation(input);
  const issued = await issueSecret();
  return changeSecrets(db, caller, clientId, async (transaction, current, secrets) => {
    const replaced = secretId === undefined ? secrets : [findSecret(secrets, secretId)];
    const kept = await endAfter(transaction, replaced, input.overlapSeconds);
    refuseTooMany([...secrets.filter((secret) => !replaced.includes(secret)), ...kept]);
    const client = revokeTokens ? await raiseTokenGeneration(transaction, current) : current;
    const secret = await insertSecret(transaction, client.id, { ...issued.row, ...definition });
    await record(transaction, caller, {
      action: 'secret.rotated',
      subject: subjectOf(client),
      before: recordedSecrets(replaced.map(({ id }) => id).reverse()),
      after: {
        ...recordedSecrets([secret.id]),
        ...(kept.length > 0 ? { overlapSeconds: input.overlapSeconds } : {}),
        ...(secret.description === null ? {} : { description: secret.description }),
        ...(secret.expiresAt === null ? {} : { expiresAt: secret.expiresAt.toISOString() }),
      },
    });
    if (revokeTokens) await recordRevokedTokens(transaction, caller, current, client);
    return { client, secret, clientSecret: issued.secret };
  });
}

/**
 * Changes what is given of a secret: its description, its end.
 * @throws NotFoundError; ValidationError; AuthenticationMethodError
 */
export async function updateSecret(
  db: Db,
  caller: Caller,
  { clientId, secretId, ...input }: Omit<SecretInput, 'startsAt'> & { clientId: string; secretId: string },
): Promise<{ client: Client; secret: ClientSecret }> {
  return changeSecrets(db, caller, clientId, async (transaction, client, secrets) => {
    const current = findSecret(secrets, secretId);
    const change = readSecretChange(input, current);
    const secret = await updateSecretRow(transaction, current.id, change);
    const changed = changedFields(recordedSecret(current), recordedSecret(secret));
    if (changed) {
      const { hint } = recordedSecret(secret);
      await record(transaction, caller, {
        action: 'secret.updated',
        subject: subjectOf(client),
        before: { hint, ...changed.before },
        after: { hint, ...changed.after },
      });
    }
    return { client, secret };
  });
}

/**
 * Ends one secret, for good. The last one that works is left alone unless `evenIfLast`.
 * @throws NotFoundError; LastSecretError; AuthenticationMethodError
 */
export async function revokeSecret(
  db: Db,
  caller: Caller,
  {
    clientId,
    secretId,
    evenIfLast,
    revokeTokens,
  }: { clientId: string; secretId: string; evenIfLast: boolean; revokeTokens: boolean },
): Promise<Client> {
  return changeSecrets(db, caller, clientId, async (transaction, client, secrets) => {
    const revoked = findSecret(secrets, secretId);
    const others = secrets.filter((secret) => secret !== revoked);
    if (works(revoked) && !others.some(works) && !evenIfLast) throw new LastSecretError();
    await deleteSecrets(transaction, [revoked]);
    const now = revokeTokens ? await raiseTokenGeneration(transaction, client) : client;
    await record(transaction, caller, {
      action: 'secret.revoked',
      subject: subjectOf(client),
      before: recordedSecret(revoked),
      after: null,
    });
    if (revokeTokens) await recordRevokedTokens(transaction, caller, client, now);
    return now;
  });
}

/** Runs `change` on the secrets of a client of this organisation while nobody else can change them. */
function changeSecrets<Result>(
  db: Db,
  { organisationId }: Caller,
  clientId: string,
  change: (transaction: Transaction, client: Client, secrets: ClientSecret[]) => Promise<Result>,
): Promise<Result> {
  return changeClient(db, organisationId, clientId, async (transaction, client) => {
    if (client.authenticationMethod !== 'CLIENT_SECRET') throw new AuthenticationMethodError();
    return change(transaction, client, await listSecrets(transaction, client.id));
  });
}

/** What the record says of a secret: its hint, never more of it. */
function recordedSecret({ id, description, startsAt, expiresAt }: ClientSecret): Recorded {
  return {
    hint: secretHint(id),
    description,
    startsAt: startsAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

/** Those that go on working meanwhile are left; for an overlap of nothing there are none. */
async function endAfter(
  transaction: Transaction,
  secrets: ClientSecret[],
  overlapSeconds: number,
): Promise<ClientSecret[]> {
  const now = new Date();
  const end = new Date(now.getTime() + overlapSeconds * 1000);
  const isKept = (secret: ClientSecret) => overlapSeconds > 0 && works(secret);
  await deleteSecrets(
    transaction,
    secrets.filter((secret) => !isKept(secret)),
  );
  return Promise.all(
    secrets.filter(isKept).map(({ id, expiresAt, replacedAt }) =>
      updateSecretRow(transaction, id, {
        expiresAt: expiresAt !== null && expiresAt < end ? expiresAt : end,
        replacedAt: replacedAt ?? now,
      }),
    ),
  );
}

function refuseTooMany(secrets: readonly ClientSecret[]): void {
  const states = secrets.map((secret) => stateOf(secret));
  const leaving = states.filter((state) => state === 'BEING_REPLACED').length;
  const counted = states.filter((state) => state === 'ACTIVE' || state === 'UPCOMING').length;
  if (counted >= mostSecrets || leaving > mostSecrets) throw new TooManySecretsError(mostSecrets);
}

function works(secret: ClientSecret): boolean {
  return ['ACTIVE', 'BEING_REPLACED'].includes(stateOf(secret));
}

function findSecret(secrets: ClientSecret[], secretId: string): ClientSecret {
  const found = secrets.find(({ id }) => id === secretId);
  if (!found) throw new NotFoundError('secret');
  return found;
}
