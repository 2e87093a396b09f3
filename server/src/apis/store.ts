import type { Db, Transaction } from '../database/connect.ts';
import { refusingDoubles } from '../database/unique-violation.ts';
import { NameTakenError, ValidationError } from '../errors.ts';
import type { Api, ApiScope, Prisma } from '../generated/prisma/client.ts';
import { identityKey, isUuid } from '../text.ts';
import { nextVersion } from '../versions.ts';
import type { ApiDefinition } from './api-input.ts';
import { scopeColumns, type DescribedScope } from './described-scope.ts';
import { scopeOrder } from './scope-order.ts';

/** An API with its scopes in their order. */
export type ApiWithScopes = Api & { scopes: ApiScope[] };

const withScopes = {
  scopes: { orderBy: [{ position: 'asc' }, { name: 'asc' }] },
} satisfies Prisma.ApiInclude;

/** All scopes of an organisation, in the order in which they are shown. */
export function findScopes(db: Db | Transaction, organisationId: string): Promise<ApiScope[]> {
  return db.apiScope.findMany({ where: { organisationId }, orderBy: scopeOrder });
}

/** All APIs of an organisation, the default one first, then the older ones. */
export function findApis(db: Db | Transaction, organisationId: string): Promise<ApiWithScopes[]> {
  return db.api.findMany({
    where: { organisationId },
    include: withScopes,
    orderBy: [{ isDefault: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** One API of an organisation. */
export async function findApi(
  db: Db | Transaction,
  organisationId: string,
  id: string,
): Promise<ApiWithScopes | null> {
  return isUuid(id) ? db.api.findUnique({ where: { id, organisationId }, include: withScopes }) : null;
}

/** Nobody else makes or changes APIs of this organisation until the transaction is over. */
export async function lockApis(transaction: Transaction, organisationId: string): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM "Api" WHERE "organisationId" = ${organisationId}::uuid ORDER BY id FOR UPDATE`;
}

/** @throws NameTakenError; ValidationError for an audience or scope that is taken */
export async function insertApi(
  transaction: Transaction,
  organisationId: string,
  { scopes, ...columns }: ApiDefinition & { isDefault?: true },
): Promise<ApiWithScopes> {
  await keepAudience(transaction, organisationId, columns.audience);
  const { id: apiId } = await refusingWhatIsTaken(
    transaction.api.create({ data: { ...columns, nameKey: identityKey(columns.name), organisationId } }),
  );
  await transaction.apiScope.createMany({
    data: scopes.map((scope, position) => ({ ...scopeColumns(scope, position), organisationId, apiId })),
  });
  return transaction.api.findUniqueOrThrow({ where: { id: apiId }, include: withScopes });
}

/** The API is like this from now on; scopes that it has no longer are gone, for clients and groups too. */
export async function updateApiRow(
  transaction: Transaction,
  current: Api,
  { scopes, ...columns }: ApiDefinition,
): Promise<ApiWithScopes> {
  const { id, organisationId } = current;
  await transaction.apiScope.deleteMany({
    where: { apiId: id, name: { notIn: scopes.map(({ name }) => name) } },
  });
  await writeScopes(transaction, current, scopes);
  await keepAudience(transaction, organisationId, columns.audience);
  return refusingWhatIsTaken(
    transaction.api.update({
      where: { id },
      data: { ...columns, nameKey: identityKey(columns.name), updatedAt: nextVersion(current) },
      include: withScopes,
    }),
  );
}

/** Its scopes go with it, for clients and groups too. */
export async function deleteApiRow(transaction: Transaction, { id }: Api): Promise<void> {
  await transaction.api.delete({ where: { id }, select: { id: true } });
}

/**
 * The audience is this organisation's from now on, whatever becomes of its API: in another's hands, its old tokens would
 * fit an API that judges them by itself. @throws ValidationError when it is another's
 */
async function keepAudience(
  transaction: Transaction,
  organisationId: string,
  audience: string,
): Promise<void> {
  await transaction.keptAudience.createMany({ data: { audience, organisationId }, skipDuplicates: true });
  const kept = await transaction.keptAudience.findUniqueOrThrow({ where: { audience } });
  if (kept.organisationId !== organisationId) throw audienceTaken();
}

async function writeScopes(
  transaction: Transaction,
  { id: apiId, organisationId }: Pick<Api, 'id' | 'organisationId'>,
  scopes: readonly DescribedScope[],
): Promise<void> {
  for (const [position, scope] of scopes.entries()) {
    const columns = scopeColumns(scope, position);
    const { count } = await transaction.apiScope.updateMany({
      where: { apiId, name: scope.name },
      data: columns,
    });
    if (count === 0) await transaction.apiScope.create({ data: { ...columns, organisationId, apiId } });
  }
}

function refusingWhatIsTaken<T>(write: Promise<T>): Promise<T> {
  return refusingDoubles(write, {
    Api_organisationId_nameKey_key: () => new NameTakenError('API'),
    Api_audience_key: audienceTaken,
  });
}

function audienceTaken(): ValidationError {
  const message =
    'An API has or had this audience, and tokens for one would fit the other. Choose another one.';
  return new ValidationError([{ field: 'audience', code: 'TAKEN', message }]);
}
