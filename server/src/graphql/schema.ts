import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import '../administrators/graphql-account.ts';
import '../administrators/graphql-invitations.ts';
import '../administrators/graphql-people.ts';
import '../audit/graphql-audit.ts';
import '../audit/graphql-retention.ts';
import '../audit/graphql-verification.ts';
import '../apis/graphql-api.ts';
import '../apis/graphql-mutations.ts';
import '../apis/graphql-scope.ts';
import '../clients/graphql-mutations.ts';
import '../clients/graphql-queries.ts';
import '../clients/graphql-revoke-tokens.ts';
import '../clients/graphql-secrets.ts';
import '../organisations/graphql-organisations.ts';
import '../permission-groups/graphql-group.ts';
import '../permission-groups/graphql-mutations.ts';
import '../tokens/graphql-signing-keys.ts';
import '../usage/graphql-refusals.ts';
import '../webhooks/graphql-webhook.ts';
import '../webhooks/graphql-webhook-mutations.ts';
import { builder } from './builder.ts';

/** Everything that the domains have put into the builder. */
export const schema: GraphQLSchema = builder.toSchema();

/** The contract, as it stands in `schema.graphql`. */
export function printContract(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
