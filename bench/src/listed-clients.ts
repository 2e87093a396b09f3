import { randomUUID } from 'node:crypto';
import { derivedColumns } from '../../server/src/clients/client-input.ts';
import { generateClientId } from '../../server/src/clients/credentials.ts';
import { withConnection } from './database.ts';

/** Words that each list holds as often as its size asks: in three of its clients, in every fiftieth, in every second. */
export const words = { rare: 'quetzal', ofAFew: 'jacaranda', common: 'integración' };

const rowsPerStatement = 5000;

/**
 * Writes `count` clients of an organisation with names and descriptions as people write them: words by Zipf's law, with
 * accents, 50 to 300 letters. The indexes of the search are made anew afterwards, which takes a fraction of the time.
 */
export async function insertListed(
  databaseUrl: string,
  organisationId: string,
  count: number,
): Promise<void> {
  await withConnection(databaseUrl, async (connection) => {
    const { rows } = await connection.query<{ definition: string }>(
      `SELECT pg_get_indexdef(index::regclass) AS definition
       FROM unnest(ARRAY['"Client_search"', '"Client_search_sample"']) AS index`,
    );
    await connection.query('DROP INDEX "Client_search", "Client_search_sample"');
    for (let from = 0; from < count; from += rowsPerStatement) {
      const batch = Array.from({ length: Math.min(rowsPerStatement, count - from) }, (_, n) =>
        newRow(from + n, count),
      );
      const column = (name: keyof (typeof batch)[number]) => batch.map((row) => row[name]);
      await connection.query(
        `INSERT INTO "Client" (id, "organisationId", "clientId", name, "nameKey", "nameSort", description, "searchKey",
           scopes, "grantTypes", "updatedAt")
         SELECT uuidv7(), $1, "clientId", name, "nameKey", "nameSort", description, "searchKey",
           '{read}', '{client_credentials}', now()
         FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
           AS u ("clientId", name, "nameKey", "nameSort", description, "searchKey")`,
        [
          organisationId,
          column('clientId'),
          column('name'),
          column('nameKey'),
          column('nameSort'),
          column('description'),
          column('searchKey'),
        ],
      );
    }
    await connection.query(
      `UPDATE "ClientUsage" SET "lastUsedAt" = now() - random() * interval '90 days'
       WHERE "organisationId" = $1 AND random() < 0.5`,
      [organisationId],
    );
    await connection.query("SET maintenance_work_mem = '512MB'");
    for (const { definition } of rows) await connection.query(definition);
    await connection.query('VACUUM ANALYZE "Client", "ClientUsage"');
  });
}

function newRow(number: number, count: number) {
  const name = `${capital(word())} ${word()} ${randomUUID().slice(0, 8)}`;
  const length = 50 + Math.random() * 250;
  const said = [
    ...(number % Math.ceil(count / 3) === 1 ? [words.rare] : []),
    ...(number % 50 === 1 ? [words.ofAFew] : []),
    ...(number % 2 === 1 ? [words.common] : []),
  ];
  while (said.join(' ').length < length) said.push(word());
  const definition = { name, description: `${capital(said.join(' '))}.` };
  return { clientId: generateClientId(), ...definition, ...derivedColumns(definition) };
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

const syllables =
  'ba be bi bo bu ca ce ci co cu da de di do fa fe fi ga go gu ha la le li lo lu ma me mi mo mu na ne ni no ñu pa pe pi po ra re ri ro sa se si so ta te ti to tu va ve vi xa ya zo zu án én ín ón'.split(
    ' ',
  );
const known =
  'de la el para con portal cliente gestión pagos ventas almacén servicio web móvil contabilidad factura pedido informe datos acceso nube plataforma red tienda catálogo producto reserva hotel clínica escuela archivo firma seguridad control transporte taller soporte campaña proveedor banco gateway billing payment order customer shipping report analytics dashboard mobile sync backup export import monitor worker queue event webhook'.split(
    ' ',
  );
const vocabulary = [
  ...known,
  ...Array.from({ length: 30_000 }, () =>
    Array.from({ length: 2 + Math.floor(Math.random() * 3) }, () => pick(syllables, Math.random())).join(''),
  ),
];

/** By Zipf's law: the word of rank r comes up about as often as 1/r. */
function word(): string {
  return pick(vocabulary, (vocabulary.length ** Math.random() - 1) / vocabulary.length);
}

function pick(from: readonly string[], share: number): string {
  return from[Math.floor(share * from.length)] ?? '';
}
