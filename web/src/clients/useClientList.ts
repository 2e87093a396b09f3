import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { graphql } from '../graphql.ts';
import { useUrql } from '../urql.ts';
import { ClientFields, type Client } from './client.ts';
import { orders, type ListWish } from './list-wish.ts';

const ClientsQuery = graphql(
  `
    query Clients($first: Int!, $after: String, $search: String, $orderBy: ClientOrder) {
      clients(first: $first, after: $after, search: $search, orderBy: $orderBy) {
        nodes {
          ...ClientFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
        totalCountIsExact
      }
    }
  `,
  [ClientFields],
);

/** The clients from the first on, as many as were asked for or there are. */
export interface ShownClients {
  /** What was looked for. */
  search: string;
  clients: Client[];
  totalCount: number;
  totalCountIsExact: boolean;
  hasMore: boolean;
  endCursor: string | null;
}

export type ClientListState =
  | { kind: 'loading' }
  | { kind: 'failed' }
  /** `refresh` tells of the newest attempt to bring what is shown up to date. */
  | ({ kind: 'loaded'; refresh: 'done' | 'running' | 'failed' } & ShownClients);

const nothingYet = { clients: [], totalCount: 0, totalCountIsExact: true, hasMore: true, endCursor: null };

/** The most clients the server gives at once. */
const largestPage = 100;

/**
 * The list of clients that is wished for. When more of the same list is wished for, it continues at its cursor; whatever
 * else changes, it is read anew, and what is shown stays until then.
 */
export function useClientList(wish: Ref<ListWish>): {
  state: ShallowRef<ClientListState>;
  /** Reads the list again, to its present length. */
  reload(): Promise<void>;
} {
  const { client } = useUrql();
  const state = shallowRef<ClientListState>({ kind: 'loading' });
  let newestLoad = 0;

  async function load(known?: ShownClients): Promise<void> {
    const thisLoad = ++newestLoad;
    const before = state.value;
    state.value = before.kind === 'loaded' ? { ...before, refresh: 'running' } : { kind: 'loading' };
    const found = await fetchClients(wish.value, known);
    if (thisLoad !== newestLoad) return;
    if (found) state.value = { kind: 'loaded', refresh: 'done', ...found };
    else state.value = before.kind === 'loaded' ? { ...before, refresh: 'failed' } : { kind: 'failed' };
  }

  async function fetchClients(
    { search, order, shown }: ListWish,
    known?: ShownClients,
  ): Promise<ShownClients | undefined> {
    let found: ShownClients = known ?? { ...nothingYet, search };
    while (found.hasMore && found.clients.length < shown) {
      const first = Math.min(shown - found.clients.length, largestPage);
      const variables = { first, after: found.endCursor, search: search || null, orderBy: orders[order] };
      const { data } = await client.value.query(ClientsQuery, variables, { requestPolicy: 'network-only' });
      if (!data) return undefined;
      const { nodes, pageInfo, ...total } = data.clients;
      const clients = withoutRepeats([...found.clients, ...nodes]);
      found = { ...total, search, clients, hasMore: pageInfo.hasNextPage, endCursor: pageInfo.endCursor };
    }
    return found;
  }

  watch(
    [() => wish.value.search, () => wish.value.order, () => wish.value.shown] as const,
    ([search, order, shown], [searchBefore, orderBefore, shownBefore]) => {
      const { value: loaded } = state;
      const isLonger = search === searchBefore && order === orderBefore && shown > shownBefore;
      void load(isLonger && loaded.kind === 'loaded' && loaded.refresh === 'done' ? loaded : undefined);
    },
  );
  void load();

  return { state, reload: () => load() };
}

/** A client that was used between two pages of a list ordered by use is on both. */
function withoutRepeats(clients: Client[]): Client[] {
  return [...new Map(clients.map((client) => [client.clientId, client])).values()];
}
