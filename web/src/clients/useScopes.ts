import { useQuery } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { graphql } from '../graphql.ts';
import type { DescribedScope } from './useScopeWords.ts';

const ScopesQuery = graphql(`
  query Scopes {
    scopes {
      name
      title
      description
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
`);

/** The scopes that exist everywhere, until the server has said which there are. */
const builtIn = ['read', 'create', 'update', 'delete'].map((name) => ({
  name,
  title: name,
  description: '',
}));

/** The scopes that a client may be given. */
export function useScopes(): ComputedRef<DescribedScope[]> {
  const { data } = useQuery({ query: ScopesQuery });
  return computed(() => data.value?.scopes ?? builtIn);
}
