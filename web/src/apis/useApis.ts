import { useQuery, type CombinedError } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { graphql } from '../graphql.ts';
import { ApiFields, type Api } from './api.ts';

const ApisQuery = graphql(
  `
    query Apis {
      apis {
        ...ApiFields
      }
    }
  `,
  [ApiFields],
);

/** The APIs of the organisation, the default one first; undefined until the server has said which. */
export function useApis(): {
  apis: ComputedRef<Api[] | undefined>;
  error: ComputedRef<CombinedError | undefined>;
  retry(): void;
} {
  const { data, error, executeQuery } = useQuery({ query: ApisQuery, requestPolicy: 'cache-and-network' });
  return {
    apis: computed(() => data.value?.apis),
    error: computed(() => (data.value ? undefined : error.value)),
    retry: () => void executeQuery({ requestPolicy: 'network-only' }),
  };
}
