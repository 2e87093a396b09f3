import { couldBeClientId } from '../clients/credentials.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { withLock } from '../database/locks.ts';
import type { Refusal } from '../generated/prisma/client.ts';
import type { NotedRefusal } from './refusals.ts';

/** How many are kept: of each client, and of those that belong to none. */
export const keptPerClient = 50;
const keptOfNobody = 1000;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A refusal of this organisation's clients, or of nobody's; `query` says what is loaded with it. */
export async function findRefusal(
  db: Db,
  organisationId: string,
  errorId: string,
  query: object = {},
): Promise<Refusal | null> {
  const ids = uuid.test(errorId) ? [errorId] : [];
  return db.refusal.findFirst({
    ...query,
    where: { id: { in: ids }, OR: [{ clientId: null }, { client: { organisationId } }] },
  });
}

/**
 * Writes refusals with the client that each belongs to and removes those that are now too many. Whose a secret is, or
 * was, is looked up here and not when refusing: there, it would show in the time that a refusal takes.
 */
export async function writeRefusals(db: Db, noted: NotedRefusal[]): Promise<void> {
  const facts = await findFacts(db, noted);
  const data = noted.map((refusal) => attribute(refusal, facts));
  await withLock(db, 'refusals', async (transaction) => {
    await transaction.refusal.createMany({ data, skipDuplicates: true });
    await removeSurplus(transaction, [...new Set(data.map(({ clientId }) => clientId))]);
  });
}

type ClientFact = { id: string; organisationId: string };
type SecretFact = { client: ClientFact; replacedAt: Date | null };

/** Clients by the ID that they send, and secrets by their public name, living and replaced. */
type Facts = { clients: Map<string, ClientFact>; secrets: Map<string, SecretFact> };

async function findFacts(db: Db, noted: NotedRefusal[]): Promise<Facts> {
  const sent = new Set(noted.map(meantClientId).filter(couldBeClientId));
  const named = new Set(noted.flatMap(({ secretId }) => secretId ?? []));
  const client = { select: { id: true, organisationId: true } };
  const where = { id: { in: [...named] } };
  const [clients, living, replaced] = await Promise.all([
    db.client.findMany({
      where: { clientId: { in: [...sent] } },
      select: { clientId: true, ...client.select },
    }),
    db.clientSecret.findMany({ where, select: { id: true, replacedAt: true, client } }),
    db.replacedSecret.findMany({ where, select: { id: true, replacedAt: true, client } }),
  ]);
  return {
    clients: new Map(clients.map(({ clientId, ...fact }) => [clientId, fact])),
    secrets: new Map<string, SecretFact>([
      ...replaced.map(({ id, ...fact }) => [id, fact] as const),
      ...living.map(({ id, ...fact }) => [id, fact] as const),
    ]),
  };
}

/**
 * To the client whose ID was sent, or else to the one whose secret was. A secret of another organisation than the client's
 * is as unknown as one that never was.
 */
function attribute(refusal: NotedRefusal, { clients, secrets }: Facts) {
  const { errorId: id, secretId, ...rest } = refusal;
  const named = secretId === null ? undefined : secrets.get(secretId);
  const client = clients.get(meantClientId(refusal)) ?? named?.client;
  const secret = named?.client.organisationId === client?.organisationId ? named : undefined;
  const isItsOwn = secret !== undefined && secret.client.id === client?.id;
  return {
    id,
    ...rest,
    reason: secret ? reasonOf(refusal.reason, secret, isItsOwn) : refusal.reason,
    clientId: client?.id ?? null,
    secretId: isItsOwn ? secretId : null,
    secretReplacedAt: isItsOwn ? secret.replacedAt : null,
  };
}

/** One that is not the client's (any more), or whose time is over, may have been replaced, or be another's. */
function reasonOf(
  reason: NotedRefusal['reason'],
  { replacedAt }: SecretFact,
  isItsOwn: boolean,
): NotedRefusal['reason'] {
  if (reason !== 'SECRET_UNKNOWN' && reason !== 'SECRET_EXPIRED') return reason;
  if (!isItsOwn) return 'SECRET_OF_ANOTHER_CLIENT';
  return replacedAt === null ? reason : 'SECRET_REPLACED';
}

/** A client ID with blanks around it is meant for the client without. */
function meantClientId({ sentClientId }: NotedRefusal): string {
  return (sentClientId ?? '').replace(/[\s\uFFFD]/g, '');
}

async function removeSurplus(transaction: Transaction, clientIds: (string | null)[]): Promise<void> {
  const owners = clientIds.filter((id) => id !== null);
  await transaction.$executeRaw`
    DELETE FROM "Refusal" USING (
      SELECT id, row_number() OVER (PARTITION BY "clientId" ORDER BY place DESC) AS rank
      FROM "Refusal" WHERE "clientId" = ANY(${owners}::uuid[]) OR "clientId" IS NULL
    ) ranked
    WHERE "Refusal".id = ranked.id
      AND ranked.rank > CASE WHEN "clientId" IS NULL THEN ${keptOfNobody}::int ELSE ${keptPerClient}::int END`;
}
