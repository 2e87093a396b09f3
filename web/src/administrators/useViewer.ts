import { useQuery, type CombinedError } from '@urql/vue';
import { computed, type ComputedRef } from 'vue';
import { graphql, type ResultOf } from '../graphql.ts';

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      name
      email
      role
      organisation {
        id
        name
        isOperator
      }
    }
    account {
      id
      name
      email
      organisations {
        role
        organisation {
          id
          name
        }
      }
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
export type Account = NonNullable<ResultOf<typeof ViewerQuery>['account']>;

/**
 * Who is signed in. `account` is the person, null without a session; `viewer` is the same person with a role in the
 * organisation of this tab, null without one. What they may do decides what is shown; the server decides what is done.
 */
export function useViewer(): {
  viewer: ComputedRef<Viewer | null>;
  account: ComputedRef<Account | null>;
  /** Where one is. */
  organisation: ComputedRef<Viewer['organisation'] | null>;
  /** Where one has a role, and which. */
  organisations: ComputedRef<Account['organisations']>;
  canManageClients: ComputedRef<boolean>;
  canManagePeople: ComputedRef<boolean>;
  canManageSigningKeys: ComputedRef<boolean>;
  /** Why nobody can tell, while the server does not answer. */
  error: ComputedRef<CombinedError | undefined>;
  retry(): void;
} {
  const { data, error, executeQuery } = useQuery({ query: ViewerQuery });
  const viewer = computed(() => data.value?.viewer ?? null);
  const isOwner = computed(() => viewer.value?.role === 'OWNER');
  return {
    viewer,
    account: computed(() => data.value?.account ?? null),
    organisation: computed(() => viewer.value?.organisation ?? null),
    organisations: computed(() => data.value?.account?.organisations ?? []),
    canManageClients: computed(() => viewer.value?.role === 'OWNER' || viewer.value?.role === 'ADMIN'),
    canManagePeople: isOwner,
    canManageSigningKeys: computed(() => isOwner.value && viewer.value?.organisation.isOperator === true),
    error: computed(() => (data.value ? undefined : error.value)),
    retry: () => void executeQuery({ requestPolicy: 'network-only' }),
  };
}
