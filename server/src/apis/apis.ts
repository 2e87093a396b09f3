import type { Caller } from '../administrators/caller.ts';
import { changedFields, type Recorded } from '../audit/changed-fields.ts';
import { record, type AuditSubject } from '../audit/record.ts';
import type { SigningAlgorithm } from '../config.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { ChangedMeanwhileError, NotFoundError, ValidationError } from '../errors.ts';
import { isOtherVersion } from '../versions.ts';
import { DefaultApiError } from './api-errors.ts';
import { readApi, type ApiDefinition, type ApiInput } from './api-input.ts';
import { describeScope, type DescribedScope } from './described-scope.ts';
import { taken } from './scope-input.ts';
import * as store from './store.ts';
import type { ApiWithScopes } from './store.ts';
import { defaultTokenLifetimeSeconds } from './token-lifetime.ts';
import { findScopeUse, refuseIfInUse } from './use.ts';

/** What APIs are changed with. */
export type ApiParts = {
  db: Db;
  /** What an API signs with that says nothing. */
  signingAlgorithm: SigningAlgorithm;
  /** Sees to it that tokens can be signed with this algorithm, everywhere. */
  provideSigningKey(algorithm: SigningAlgorithm): Promise<void>;
};

/** How many APIs an organisation may have; every process holds them in memory. */
const mostApis = 100;

/**
 * Describes an API to which clients can be given access.
 * @throws ValidationError for bad fields, all at once, and for an audience or scope that is taken; NameTakenError
 */
export async function createApi(parts: ApiParts, caller: Caller, input: ApiInput): Promise<ApiWithScopes> {
  const definition = readApi({
    ...input,
    name: input.name ?? null,
    audience: input.audience ?? null,
    scopes: input.scopes ?? null,
    tokenLifetimeSeconds: input.tokenLifetimeSeconds ?? defaultTokenLifetimeSeconds,
    signingAlgorithm: input.signingAlgorithm ?? parts.signingAlgorithm,
  }) as ApiDefinition;
  await parts.provideSigningKey(definition.signingAlgorithm);
  return parts.db.$transaction(async (transaction) => {
    await store.lockApis(transaction, caller.organisationId);
    await refuseTooMany(transaction, caller);
    await refuseTakenScopes(transaction, caller, definition.scopes);
    const api = await store.insertApi(transaction, caller.organisationId, definition);
    const subject = subjectOf(api);
    const after = recorded(definition);
    await record(transaction, caller, { action: 'api.created', subject, before: null, after });
    return api;
  });
}

/**
 * Changes the fields that are given; `scopes` as a whole. Lifetime, audience and algorithm hold for tokens issued from now
 * on. A scope that is no longer there is taken from the clients and groups that have it, which needs `evenIfInUse`.
 * @throws NotFoundError; ValidationError; NameTakenError; InUseError; ChangedMeanwhileError when the API is no longer as it
 * was at `expectedUpdatedAt`
 */
export async function updateApi(
  parts: ApiParts,
  caller: Caller,
  input: ApiInput & { id: string; evenIfInUse?: boolean | null; expectedUpdatedAt?: Date | null },
): Promise<ApiWithScopes> {
  const change = readApi(input);
  if (change.signingAlgorithm) await parts.provideSigningKey(change.signingAlgorithm);
  return parts.db.$transaction(async (transaction) => {
    await store.lockApis(transaction, caller.organisationId);
    const current = await store.findApi(transaction, caller.organisationId, input.id);
    if (!current) throw new NotFoundError('API');
    if (isOtherVersion(current, input.expectedUpdatedAt)) throw new ChangedMeanwhileError('API');
    const before = definitionOf(current);
    const after = { ...before, ...change };
    const changed = changedFields(recorded(before), recorded(after));
    if (!changed) return current;
    await refuseTakenScopes(transaction, caller, after.scopes, current.id);
    const gone = namesOf(before.scopes).filter((name) => !namesOf(after.scopes).includes(name));
    refuseIfInUse(await findScopeUse(transaction, caller.organisationId, gone), input.evenIfInUse);
    const api = await store.updateApiRow(transaction, current, after);
    await record(transaction, caller, { action: 'api.updated', subject: subjectOf(api), ...changed });
    return api;
  });
}

/**
 * Deletes an API with its scopes: its tokens count no more where they are judged online, and clients and groups lose its
 * scopes, which needs `evenIfInUse`.
 * @throws NotFoundError; DefaultApiError; InUseError
 */
export async function deleteApi(
  { db }: Pick<ApiParts, 'db'>,
  caller: Caller,
  { id, evenIfInUse }: { id: string; evenIfInUse?: boolean | null | undefined },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    await store.lockApis(transaction, caller.organisationId);
    const api = await store.findApi(transaction, caller.organisationId, id);
    if (!api) throw new NotFoundError('API');
    if (api.isDefault) throw new DefaultApiError();
    const use = await findScopeUse(transaction, caller.organisationId, namesOf(api.scopes));
    refuseIfInUse(use, evenIfInUse);
    await store.deleteApiRow(transaction, api);
    await record(transaction, caller, {
      action: 'api.deleted',
      subject: subjectOf(api),
      before: { ...recorded(definitionOf(api)), clientCount: use.clientCount },
      after: null,
    });
  });
}

async function refuseTooMany(transaction: Transaction, { organisationId }: Caller): Promise<void> {
  if ((await transaction.api.count({ where: { organisationId } })) < mostApis) return;
  const message = `An organisation has at most ${mostApis} APIs. Delete one that is not needed any more.`;
  throw new ValidationError([{ field: 'name', code: 'TOO_MANY', message }]);
}

/** By name, a scope belongs to one API of the organisation. */
async function refuseTakenScopes(
  transaction: Transaction,
  { organisationId }: Caller,
  scopes: readonly DescribedScope[],
  apiId?: string,
): Promise<void> {
  const others = await transaction.apiScope.findMany({
    where: { organisationId, name: { in: namesOf(scopes) }, ...(apiId ? { apiId: { not: apiId } } : {}) },
    select: { name: true },
  });
  const names = others.map(({ name }) => name);
  const bad = scopes.flatMap(({ name }, index) =>
    names.includes(name) ? [taken(`scopes.${index}.name`)] : [],
  );
  if (bad.length > 0) throw new ValidationError(bad);
}

function definitionOf(api: ApiWithScopes): ApiDefinition {
  const { name, audience, tokenLifetimeSeconds } = api;
  const signingAlgorithm = api.signingAlgorithm as SigningAlgorithm;
  return { name, audience, tokenLifetimeSeconds, signingAlgorithm, scopes: api.scopes.map(describeScope) };
}

/** What the record says of an API: its scopes by name, and what they are called apart. */
function recorded({ scopes, ...definition }: ApiDefinition): Recorded {
  const wording = scopes.map(
    ({ name, titles, descriptions: { en, es } }) => `${name}: ${titles.en} (${en}) / ${titles.es} (${es})`,
  );
  return { ...definition, scopes: namesOf(scopes), wording };
}

function namesOf(scopes: readonly { name: string }[]): string[] {
  return scopes.map(({ name }) => name);
}

function subjectOf({ id, name }: ApiWithScopes): AuditSubject {
  return { type: 'api', id, name };
}
