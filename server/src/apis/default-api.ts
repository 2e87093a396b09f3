import type { Config, SigningAlgorithm } from '../config.ts';
import type { Db, Transaction } from '../database/connect.ts';
import { withLock } from '../database/locks.ts';
import type { DescribedScope } from './described-scope.ts';
import { insertApi } from './store.ts';
import { defaultTokenLifetimeSeconds } from './token-lifetime.ts';

/** What the environment says of the APIs that are made with an organisation. */
export type DefaultApiConfig = Pick<Config, 'issuer' | 'audience' | 'signingAlgorithm'>;

/** What counts for an organisation that is made later. */
export type NewOrganisationConfig = Omit<DefaultApiConfig, 'audience'>;

/** The scopes that every default API begins with, in the order in which they are shown. */
export const defaultScopes: readonly DescribedScope[] = [
  {
    name: 'read',
    titles: { en: 'Read', es: 'Consultar' },
    descriptions: {
      en: 'Read and look up information (properties, contracts, third parties, invoices and so on) through the API.',
      es: 'Leer y consultar información (propiedades, contratos, terceros, facturas, etc.) a través de la API.',
    },
  },
  {
    name: 'create',
    titles: { en: 'Create', es: 'Crear' },
    descriptions: {
      en: 'Create new records through the API.',
      es: 'Crear nuevos registros a través de la API.',
    },
  },
  {
    name: 'update',
    titles: { en: 'Update', es: 'Actualizar' },
    descriptions: {
      en: 'Change existing records through the API.',
      es: 'Modificar registros existentes a través de la API.',
    },
  },
  {
    name: 'delete',
    titles: { en: 'Delete', es: 'Eliminar' },
    descriptions: { en: 'Delete records through the API.', es: 'Eliminar registros a través de la API.' },
  },
];

/** Makes the API that a new organisation begins with. Its audience can be nobody else's: it holds the organisation's id. */
export async function insertDefaultApi(
  transaction: Transaction,
  organisationId: string,
  { issuer, signingAlgorithm }: NewOrganisationConfig,
): Promise<void> {
  await insert(transaction, organisationId, `${issuer}/api/${organisationId}`, signingAlgorithm);
}

/**
 * Sees to it that every organisation has its default API, those of the first release too. That of the operator's
 * organisation is for the audience that the environment names; afterwards what the API says counts, and the environment no
 * more. Returns what the operator is to be told.
 */
export async function prepareDefaultApis(db: Db, config: DefaultApiConfig): Promise<{ notice?: string }> {
  return withLock(db, 'default APIs', async (transaction) => {
    const operator = await findOperator(transaction);
    const without = await transaction.organisation.findMany({
      where: { apis: { none: { isDefault: true } } },
      select: { id: true },
    });
    for (const { id } of without) {
      if (id === operator?.id) await insert(transaction, id, config.audience, config.signingAlgorithm);
      else await insertDefaultApi(transaction, id, config);
    }
    const isNamed = config.audience !== `${config.issuer}/api`;
    if (!isNamed || (await transaction.api.findUnique({ where: { audience: config.audience } }))) return {};
    return {
      notice:
        'LLAVERO_AUDIENCE is ignored: it counts at the first start alone, and afterwards what the API in the console says.',
    };
  });
}

/** Whose default API is meant where nobody says which. */
export function findOperator(db: Db | Transaction): Promise<{ id: string } | null> {
  return db.organisation.findFirst({ where: { isOperator: true }, select: { id: true } });
}

async function insert(
  transaction: Transaction,
  organisationId: string,
  audience: string,
  signingAlgorithm: SigningAlgorithm,
): Promise<void> {
  await insertApi(transaction, organisationId, {
    name: 'API',
    audience,
    signingAlgorithm,
    scopes: [...defaultScopes],
    tokenLifetimeSeconds: defaultTokenLifetimeSeconds,
    isDefault: true,
  });
}
