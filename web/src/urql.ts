import urqlPlugin, { cacheExchange, Client, fetchExchange, mapExchange, type CombinedError } from '@urql/vue';
import { inject, shallowRef, type InjectionKey, type Plugin, type ShallowRef } from 'vue';
import { fromBase } from './base.ts';
import { organisationHeaders } from './organisations/chosen-organisation.ts';

/** The urql client of the person who is signed in. */
export interface Urql {
  client: ShallowRef<Client>;
  /** Starts with an empty cache, so that nobody is shown what the person before them read. */
  renew(): void;
}

interface Listeners {
  /** The server no longer knows who is asking. */
  onUnauthenticated(): void;
}

const key: InjectionKey<Urql> = Symbol('urql');

/** Makes the urql client and the plugin that hands it to every component, by `useQuery` or `useUrql`. */
export function createUrql(listeners: Listeners): Urql & Plugin {
  const client = shallowRef(newClient(listeners));
  const urql: Urql = { client, renew: () => (client.value = newClient(listeners)) };
  return {
    ...urql,
    install(app) {
      app.use(urqlPlugin, client);
      app.provide(key, urql);
    },
  };
}

export function useUrql(): Urql {
  const urql = inject(key);
  if (!urql) throw new Error('useUrql needs the plugin of createUrql');
  return urql;
}

/** Whether the server refused with this code (`extensions.code` of a top-level error). */
export function hasCode(error: CombinedError | undefined, code: string): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions?.['code'] === code) ?? false;
}

/** The number under which the server's log keeps an error that it does not explain. */
export function requestIdOf(error: CombinedError | undefined): string | undefined {
  const ids = error?.graphQLErrors.map(({ extensions }) => extensions?.['requestId']);
  return ids?.find((id) => typeof id === 'string');
}

function newClient({ onUnauthenticated }: Listeners): Client {
  return new Client({
    url: fromBase('/graphql'),
    fetchOptions: () => ({ credentials: 'same-origin', headers: organisationHeaders() }),
    preferGetMethod: false,
    exchanges: [
      mapExchange({
        onError(error) {
          if (hasCode(error, 'UNAUTHENTICATED')) onUnauthenticated();
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
  });
}
