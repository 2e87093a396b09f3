import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './generated/schema.d.ts';

/** `graphql('query { ... }')` is a document whose result and variables are typed from schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; ID: string };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
