import { useQuery } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { graphql } from '../graphql.ts';
import type { DescribedScope } from './useScopeWords.ts';

const ScopesQuery = graphql(`
  query Scopes {
    apis {
      id
      name
      scopes {
        name
        titles {
          en
          es
        }
        descriptions {
          en
          es
        }
      }
    }
  }
`);

/** A scope that can be given, and at which API. */
export interface OfferedScope extends DescribedScope {
  api: { id: string; name: string };
}

/** The scopes that every organisation begins with, until the server has said which there are. */
const builtIn = ['read', 'create', 'update', 'delete'].map((name) => ({
  name,
  api: { id: '', name: 'API' },
}));

/** The scopes that a client may be given, those of each API together. */
export function useScopes(): ComputedRef<OfferedScope[]> {
  const { data } = useQuery({ query: ScopesQuery });
  return computed(
    () =>
      data.value?.apis.flatMap(({ scopes, ...api }) => scopes.map((scope) => ({ ...scope, api }))) ?? builtIn,
  );
}
