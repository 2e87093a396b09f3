import { derivedColumns } from '../../server/src/clients/client-input.ts';
import { generateClientId, generateSecret } from '../../server/src/clients/credentials.ts';
import { withConnection } from './database.ts';

/** A client as whoever asks for tokens knows it. */
export type Credentials = { clientId: string; secret: string };

/** What a hash looks like that no secret matches: for clients that are proven without it. */
const anyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$YmVuY2htYXJrIGNsaWVudA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const rowsPerStatement = 5000;

/**
 * Writes `count` clients with one secret each, past the product: it would make a slow hash for every one. `hash` makes the
 * hash of a secret; without it no secret matches, and the clients have to be proven otherwise.
 */
export async function insertClients(
  databaseUrl: string,
  count: number,
  hash: (secret: string) => Promise<string> = async () => anyHash,
): Promise<Credentials[]> {
  const inserted: Credentials[] = [];
  await withConnection(databaseUrl, async (connection) => {
    while (inserted.length < count) {
      const rows = await Promise.all(
        Array.from({ length: Math.min(rowsPerStatement, count - inserted.length) }, (_, index) =>
          newRow(inserted.length + index, hash),
        ),
      );
      const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
      await connection.query(
        `WITH new AS (
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
             AS u ("clientId", name, "nameKey", "nameSort", "searchKey", "secretId", hash)
         ), clients AS (
           INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey",
             scopes, "grantTypes", "mayIntrospect", "updatedAt")
           SELECT uuidv7(), (SELECT id FROM "Organisation" LIMIT 1), "clientId", name, "nameKey", "nameSort",
             'One of many', "searchKey", '{read,create,update,delete}', '{client_credentials}', true, now() FROM new
           RETURNING id, "clientId"
         )
         INSERT INTO "ClientSecret" (id, "clientId", hash)
         SELECT "secretId", clients.id, hash FROM new JOIN clients USING ("clientId")`,
        [
          column('clientId'),
          column('name'),
          column('nameKey'),
          column('nameSort'),
          column('searchKey'),
          column('secretId'),
          column('hash'),
        ],
      );
      inserted.push(...rows.map(({ clientId, secret }) => ({ clientId, secret })));
    }
    await connection.query('ANALYZE');
  });
  return inserted;
}

async function newRow(number: number, hash: (secret: string) => Promise<string>) {
  const { id: secretId, secret } = generateSecret();
  const name = `Application ${number}`;
  const derived = derivedColumns({ name, description: 'One of many' });
  return { clientId: generateClientId(), name, ...derived, secretId, secret, hash: await hash(secret) };
}

/** HTTP Basic (RFC 6749, section 2.3.1); these credentials need no form encoding. */
export function basic({ clientId, secret }: Credentials): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
}
