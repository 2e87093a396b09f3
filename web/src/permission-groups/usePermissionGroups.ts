import { useQuery, type CombinedError } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { graphql } from '../graphql.ts';
import { PermissionGroupFields, type PermissionGroup } from './permission-group.ts';

const PermissionGroupsQuery = graphql(
  `
    query PermissionGroups {
      permissionGroups {
        ...PermissionGroupFields
      }
    }
  `,
  [PermissionGroupFields],
);

/** The permission groups of the organisation, by name; undefined until the server has said which. */
export function usePermissionGroups(): {
  groups: ComputedRef<PermissionGroup[] | undefined>;
  error: ComputedRef<CombinedError | undefined>;
  retry(): void;
} {
  const { data, error, executeQuery } = useQuery({
    query: PermissionGroupsQuery,
    // An empty list names no type, so the cache is told what would change it.
    context: { additionalTypenames: ['PermissionGroup'] },
    requestPolicy: 'cache-and-network',
  });
  return {
    groups: computed(() => data.value?.permissionGroups),
    error: computed(() => (data.value ? undefined : error.value)),
    retry: () => void executeQuery({ requestPolicy: 'network-only' }),
  };
}
