import { insertPerson } from '../../../server/src/administrators/invitations.ts';
import { connectDatabase } from '../../../server/src/database/connect.ts';
import { hashPassword } from '../../../server/src/password-hash.ts';
import { benchEnvironment } from '../database.ts';
import type { Group } from '../group.ts';
import { insertListed, words } from '../listed-clients.ts';
import { startLlavero } from '../llavero.ts';
import type { LoadRequest } from '../load.ts';
import { takeTurns, type Measured } from '../rounds.ts';
import { atMost, format, type Section } from '../section.ts';
import type { Target } from '../target.ts';

/** The list of clients and its search at `/graphql`, in organisations of three sizes beside each other. */
export const lists: Group = {
  name: 'lists',
  what: 'clients(first: 24) and search at /graphql, with few clients and with a million',
  async run(bench) {
    const { scale, say } = bench;
    const databaseUrl = await bench.database.create();
    const owners: Owner[] = [];
    for (const size of scale.listed) {
      say(`registering ${size} clients`);
      owners.push(await makeOrganisation(databaseUrl, size));
    }
    const llavero = await startLlavero(bench, databaseUrl);
    try {
      const contenders = [];
      for (const owner of owners) {
        const cookie = await signIn(llavero, owner.email);
        for (const { name, fields } of asked) {
          const requests = graphqlRequest(cookie, fields);
          await expectData(llavero, requests);
          contenders.push({ name: nameOf(name, owner.size), target: llavero, requests });
        }
      }
      return present(await takeTurns(contenders, scale, say), scale.listed);
    } finally {
      await llavero.stop();
    }
  },
};

const order = (field: string, direction: string) => `orderBy: { field: ${field}, direction: ${direction} }`;
const search = (text: string) => `search: ${JSON.stringify(text)}`;

const asked = [
  { name: 'by name', fields: order('NAME', 'ASC') },
  { name: 'by registration, newest first', fields: order('CREATED_AT', 'DESC') },
  { name: 'by last use, latest first', fields: order('LAST_USED_AT', 'DESC') },
  { name: 'search: a word of three clients', fields: search(words.rare) },
  { name: 'search: a word of every second client', fields: search(words.common) },
  { name: 'search: a word of every fiftieth client', fields: search(words.ofAFew) },
  { name: 'search: both the rare and the common word', fields: search(`${words.common} ${words.rare}`) },
  { name: 'search: two letters', fields: search('zu') },
  { name: 'search: what nobody has', fields: search('xylophone') },
];

type Owner = { size: number; email: string };

const password = benchEnvironment.LLAVERO_ADMIN_PASSWORD;

async function makeOrganisation(databaseUrl: string, size: number): Promise<Owner> {
  const email = `owner-${size}@example.com`;
  const passwordHash = await hashPassword(password);
  const db = await connectDatabase(databaseUrl, { poolSize: 1 });
  try {
    const { id: organisationId } = await db.organisation.create({ data: { name: `${size} clients` } });
    await db.$transaction(async (transaction) => {
      const userId = await insertPerson(transaction, { email, name: email, passwordHash });
      await transaction.membership.create({ data: { userId, organisationId, role: 'OWNER' } });
    });
    await insertListed(databaseUrl, organisationId, size);
  } finally {
    await db.$disconnect();
  }
  return { size, email };
}

async function signIn({ url }: Target, email: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return cookie;
}

/** What the console asks for a page of its list. */
function graphqlRequest(cookie: string, fields: string): LoadRequest {
  const query = `{ clients(first: 24, ${fields}) {
    totalCount totalCountIsExact pageInfo { hasNextPage endCursor }
    nodes { clientId name description scopes grantTypes secretHint createdAt updatedAt lastUsedAt }
  } }`;
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query }),
  };
}

async function expectData({ url }: Target, { path, ...request }: LoadRequest): Promise<void> {
  const response = await fetch(`${url}${path}`, request as RequestInit);
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (!data || errors) throw new Error(`/graphql answered ${JSON.stringify(errors)}`);
}

function nameOf(what: string, size: number): string {
  return `${what}, ${size}`;
}

function present(measured: Record<string, Measured>, sizes: readonly number[]): Section {
  const [fewest = 0] = sizes;
  const most = sizes.at(-1) ?? 0;
  const rate = (name: string, size: number) => measured[nameOf(name, size)]?.requestsPerSecond ?? Number.NaN;
  const ratio = (name: string) => rate(name, fewest) / rate(name, most);
  const said = (size: number) => size.toLocaleString('en');
  return {
    title: 'Lists: `clients(first: 24)` and `search` at `/graphql`, with the count',
    header: [
      '',
      ...sizes.map((size) => `${said(size)} clients, requests/s`),
      `cost ${said(most)} / ${said(fewest)}`,
    ],
    rows: asked.map(({ name }) => [
      name,
      ...sizes.map((size) => format(rate(name, size))),
      format(ratio(name)),
    ]),
    notes: [
      'The three lists belong to three organisations of one database. All requests of a row go to a Llavero and a PostgreSQL on the same processors, so that the ratio of their rates is the ratio of what they cost, the database included.',
      'The dearest words are those that one client in some hundreds has: too rare to be met by looking at some clients, and so frequent that the index must gather thousands of them.',
    ],
    targets: asked.map(({ name }) =>
      atMost(`lists, ${name}: cost with ${said(most)} / with ${said(fewest)}`, 2, ratio(name)),
    ),
  };
}
