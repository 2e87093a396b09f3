import { readSecretId } from '../clients/credentials.ts';
import type { KnownClient, Registry } from '../clients/registry.ts';
import type { Db } from '../database/connect.ts';
import type { Log } from '../log.ts';
import { hashPassword, isWeakHash, verifyPassword } from '../password-hash.ts';
import { whyBarred } from './barred.ts';
import { proveAssertion, readAssertion, type Assertions, type ClaimedAssertion } from './client-assertion.ts';
import { tooManyFailures, type FailureLimit, type Failures } from './failures.ts';
import type { Form } from './form.ts';
import { invalidClient, OAuthError } from './oauth-error.ts';
import type { ProvenSecrets } from './proven-secrets.ts';
import { blankReason, type RefusalReason } from './refusal-reasons.ts';
import { readCredentials, type SentCredentials } from './sent-credentials.ts';
import type { Lane, SlowHashQueue } from './slow-hash-queue.ts';

/** What clients are authenticated with. */
export type ClientAuthentication = {
  db: Db;
  registry: Registry;
  provenSecrets: ProvenSecrets;
  slowHashes: SlowHashQueue;
  failures: Failures;
  assertions: Assertions;
  log: Log;
};

/** Who asks, and by which of its secrets; null where it did by its key. */
export type AuthenticatedClient = { client: KnownClient; secretId: string | null };

/**
 * Who asks: by client ID and secret, in HTTP Basic or in the form (RFC 6749, section 2.3.1), or by an assertion
 * (RFC 7523, section 2.2), as the client is registered, and never by two at once. Every refusal of credentials looks the
 * same and costs the same, also that of a client that is barred.
 * @throws OAuthError; RegistryUnavailableError; UsedAssertionsUnavailableError
 */
export async function authenticateClient(
  parts: ClientAuthentication,
  form: Form,
  { authorization, address }: { authorization: string | undefined; address: string },
): Promise<AuthenticatedClient> {
  const claimed = readAssertion(authorization, form);
  return claimed
    ? authenticateByAssertion(parts, claimed, address)
    : authenticateBySecret(parts, readCredentials(authorization, form), address);
}

/** To verify a signature is cheap and cannot be guessed into: a right one is never held up, by whatever flood. */
async function authenticateByAssertion(
  { registry, failures, assertions }: ClientAuthentication,
  claimed: ClaimedAssertion,
  address: string,
): Promise<AuthenticatedClient> {
  const client = await registry.find(claimed.clientId);
  try {
    const proven = await proveAssertion(assertions, client, claimed);
    const bar = whyBarred(proven, address);
    if (bar) throw invalidClient(bar);
    return { client: proven, secretId: null };
  } catch (error) {
    if (!(error instanceof OAuthError && error.code === 'invalid_client')) throw error;
    const limit = failures.limitFor(claimed.clientId, address);
    if (limit) throw tooManyFailures(limit);
    failures.note(claimed.clientId, address);
    throw error;
  }
}

/** A secret goes through the slow comparison once; a proven one is never held up, by whatever flood. */
async function authenticateBySecret(
  parts: ClientAuthentication,
  { clientId, clientSecret }: SentCredentials,
  address: string,
): Promise<AuthenticatedClient> {
  const secretId = readSecretId(clientSecret);
  const client = secretId === undefined ? null : await parts.registry.find(clientId);
  const isBySecret = client?.authenticationMethod === 'CLIENT_SECRET';
  const row = isBySecret ? client.secrets.find(({ id }) => id === secretId) : undefined;
  const bar = client ? whyBarred(client, address) : undefined;
  const mayPass = row !== undefined && isLiving(row) && !bar;
  if (client && mayPass && parts.provenSecrets.isProven(row, clientSecret)) {
    return { client, secretId: row.id };
  }
  const lane = chooseLane(parts.failures.limitFor(clientId, address), mayPass);
  try {
    if (secretId === undefined) throw invalidClient(whyImpossible(clientId, clientSecret));
    const isRight = await parts.slowHashes.run(
      () => verifyPassword(row?.hash ?? hashOfNothing, clientSecret),
      lane,
    );
    if (!client) throw invalidClient(blankReason('CLIENT_ID', clientId) ?? 'UNKNOWN_CLIENT', secretId);
    if (!isBySecret) throw invalidClient('SECRET_FOR_ASSERTION', secretId);
    if (!row) throw invalidClient('SECRET_UNKNOWN', secretId);
    if (!isRight) throw invalidClient('WRONG_SECRET', secretId);
    if (!isLiving(row)) throw invalidClient(whyNotLiving(row), secretId);
    if (bar) throw invalidClient(bar, secretId);
    parts.provenSecrets.remember(row, clientSecret);
    if (isWeakHash(row.hash)) void renewHash(parts, row, clientSecret);
    return { client, secretId: row.id };
  } catch (error) {
    if (error instanceof OAuthError && error.code === 'invalid_client')
      parts.failures.note(clientId, address);
    throw error;
  }
}

/** Past a limit, only a secret that may pass, by its public name, still gets a look: a restart must not lock the owner out. */
function chooseLane(limit: FailureLimit | undefined, mayPass: boolean): Lane {
  if (!limit) return 'common';
  if (mayPass) return 'reserved';
  throw tooManyFailures(limit);
}

function isLiving({ startsAt, expiresAt }: SecretRow): boolean {
  const now = Date.now();
  return (
    (startsAt === null || startsAt.getTime() <= now) && (expiresAt === null || now < expiresAt.getTime())
  );
}

/** After the answer, a hash of an earlier time is made anew with today's parameters; only if it is still the same row. */
async function renewHash(
  { db, log }: ClientAuthentication,
  { id, hash }: SecretRow,
  secret: string,
): Promise<void> {
  try {
    await db.clientSecret.updateMany({ where: { id, hash }, data: { hash: await hashPassword(secret) } });
  } catch (error) {
    log.warn({ err: error, secretId: id }, 'a weak hash could not be renewed; the next success tries again');
  }
}

type SecretRow = KnownClient['secrets'][number];

/** What an unknown client's secret is compared with: as costly as a real hash, and matched by nothing. */
const hashOfNothing =
  '$argon2id$v=19$m=19456,t=2,p=1$bm8gc2VjcmV0IGhhcyBpdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Blanks are the cause only where nothing else is wrong. */
function whyImpossible(clientId: string, secret: string): RefusalReason {
  if (readSecretId(clientId) !== undefined) return 'CLIENT_ID_IS_SECRET';
  const isOtherwiseWhole = readSecretId(secret.replace(/\s/g, '')) !== undefined;
  return (isOtherwiseWhole && blankReason('SECRET', secret)) || 'SECRET_IMPOSSIBLE';
}

function whyNotLiving({ startsAt }: SecretRow): RefusalReason {
  return startsAt !== null && startsAt.getTime() > Date.now() ? 'SECRET_NOT_YET_VALID' : 'SECRET_EXPIRED';
}
