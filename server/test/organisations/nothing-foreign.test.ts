import { isDeepStrictEqual } from 'node:util';
import fc from '../kit/fast-check.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { furnish, poolsOf, signInToBoth, type FurnishedOrganisation } from '../kit/furnished-organisation.ts';
import { everyRequest, type Pools } from '../kit/generated-requests.ts';
import { startLlavero, type TestLlavero, type TestPerson } from '../kit/llavero.ts';
import { foundOrganisation } from '../kit/organisation-story.ts';
import { rowSplitter, tablesOfOrganisations, type SplitRowsOf } from '../kit/organisation-rows.ts';
import { restore, type Dump } from '../kit/rows.ts';
import { wholeCount } from '../kit/whole-counts.ts';

/** Everyone of one organisation, with nothing but the other's names, ids and cursors in mind. */
type Side = {
  own: FurnishedOrganisation;
  other: FurnishedOrganisation;
  callers: Record<string, TestPerson>;
  pools: Pools;
};

let llavero: TestLlavero;
let sides: Side[];
let splitRows: SplitRowsOf;

beforeAll(async () => {
  // The common audience would be the beginning of every other organisation's.
  llavero = await startLlavero({ LLAVERO_AUDIENCE: 'https://api.quetzal.example' });
  const first = await furnish(llavero, {
    id: llavero.organisationId,
    mark: 'quetzal',
    address: '127.71.72.73',
  });
  const second = await furnish(llavero, {
    id: await foundOrganisation(llavero, 'Second'),
    mark: 'ocelote',
    address: '127.81.82.83',
  });
  const pools = new Map([
    [first, await poolsOf(llavero, first)],
    [second, await poolsOf(llavero, second)],
  ]);
  sides = [];
  for (const [own, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const both = await signInToBoth(llavero, [
      [own, 'OWNER'],
      [other, 'VIEWER'],
    ]);
    sides.push({
      own,
      other,
      callers: {
        ...own.people,
        'an owner here who may only look there': both.in(own.id),
        'an owner who asks for the other': own.people.OWNER.in(other.id),
      },
      pools: mostlyOf(pools.get(other) ?? {}, pools.get(own) ?? {}),
    });
  }
  splitRows = await rowSplitter(llavero.db);
}, 180_000);
afterAll(() => llavero.stop());

/** Three of the other's for each of one's own: an own client with a foreign thing must be refused, too. */
function mostlyOf(foreign: Pools, own: Pools): Pools {
  return Object.fromEntries(
    Object.entries(foreign).map(([name, values]) => [
      name,
      [...values, ...values, ...values, ...(own[name] ?? [])],
    ]),
  );
}

const requests = everyRequest();

test('the net holds: an organisation has rows in every table, and its own owner is caught with them', async () => {
  const tables = await tablesOfOrganisations(llavero.db);
  expect(tables).toContain('ClientSecret');
  for (const { other } of sides) {
    const { theirs, rest } = await splitRows(other.id);
    expect(tables.filter((table) => theirs[table]?.length === 0)).toEqual([]);
    expect(await fieldsThatShow(other, theirs, leavesOf(rest))).toEqual(
      expect.arrayContaining([
        'account',
        'administrators',
        'apis',
        'client',
        'clients',
        'invitations',
        'permissionGroups',
        'refusal',
        'scopes',
        'viewer',
      ]),
    );
  }
});

test.each(requests)(
  'P-158 V-1 F-11: $field finds nothing foreign and changes nothing foreign, whoever asks for whatever',
  async ({ field, documents, variables }) => {
    for (const { own, other, callers, pools } of sides) {
      const before = await splitRows(other.id);
      for (const [who, caller] of Object.entries(callers)) {
        const known = [before.rest, field === 'account' ? ownMemberships(who, other) : []];
        for (const document of documents) {
          await fc.assert(
            fc.asyncProperty(variables(pools), async (sent) => {
              const answer = await ask(caller, document, sent);
              const { theirs, all } = await splitRows(other.id);
              await bringBack(before.all, all);
              const found = foreignIn(answer, before.theirs, leavesOf([known, sent]));
              expect(found, `${who} of ${own.mark} is told: ${answer}`).toEqual([]);
              expect(answer).not.toMatch(
                /INTERNAL_SERVER_ERROR|GRAPHQL_VALIDATION_FAILED|QUERY_TOO_LARGE|PASSWORD_REQUIRED/,
              );
              expect(theirs).toEqual(before.theirs);
            }),
            { numRuns: wholeCount(10) },
          );
        }
      }
    }
  },
);

/** The queries in whose answers an owner is shown something of their own organisation, given what there is of it. */
async function fieldsThatShow(
  organisation: FurnishedOrganisation,
  theirs: Dump,
  known: Set<string>,
): Promise<string[]> {
  const pools = await poolsOf(llavero, organisation);
  const shown = new Set<string>();
  for (const { field, documents, variables } of requests) {
    for (const document of documents.filter((text) => text.startsWith('query'))) {
      for (const sent of fc.sample(variables(pools), { seed: 1, numRuns: 8 })) {
        const answer = await ask(organisation.people.OWNER, document, sent);
        if (foreignIn(answer, theirs, new Set([...known, ...leavesOf(sent)])).length > 0) shown.add(field);
      }
    }
  }
  return [...shown];
}

/** The whole answer, errors and all. */
async function ask(caller: TestPerson, query: string, variables: Record<string, unknown>): Promise<string> {
  return leafList(JSON.parse(await caller.send(query, variables))).join('\n');
}

/**
 * Undoes whatever the last request did, to the callers and their own organisation too, so that the next one says something
 * again. The signing keys go on: a process knows them by heart.
 */
async function bringBack(before: Dump, now: Dump): Promise<void> {
  const changed = Object.entries(before).filter(
    ([table, rows]) => table !== 'SigningKey' && !isDeepStrictEqual(rows, now[table]),
  );
  if (changed.length > 0) await restore(llavero.db, Object.fromEntries(changed));
}

/** What a person of both is told of the other organisation, which is theirs as well. */
function ownMemberships(who: string, { id, mark }: FurnishedOrganisation): string[] {
  return who === 'an owner here who may only look there' ? [id, `${mark} S.A.`] : [];
}

/** What stands in an answer, is the other organisation's, and was neither sent with the question nor known otherwise. */
function foreignIn(answer: string, theirs: Dump, known: Set<string>): string[] {
  return [...leavesOf(theirs)].filter(
    (leaf) => leaf.length >= 8 && !known.has(leaf) && answer.includes(leaf),
  );
}

function leavesOf(value: unknown): Set<string> {
  return new Set(leafList(value));
}

function leafList(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leafList);
}
