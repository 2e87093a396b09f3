import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import type { Total } from '../database/exact-total.ts';
import { getDatamodel, type default as PrismaTypes } from '../generated/pothos.ts';
import type { Context } from './context.ts';

/** The one builder. Who may do what is said on the types: reading is the rule, and each exception is said aloud. */
export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  AuthScopes: {
    /** Anyone with a session. */
    signedIn: boolean;
    /** Anyone with a role. */
    reader: boolean;
    /** `admin` and `owner`. */
    clientManager: boolean;
    owner: boolean;
    /** An owner of the operator's organisation. */
    operator: boolean;
  };
  Scalars: { DateTime: { Input: Date; Output: Date } };
  /** Every list can be counted. */
  Connection: { count: () => Promise<Total> };
}>({
  plugins: [ScopeAuthPlugin, ComplexityPlugin, ErrorsPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: ({ person, caller }) => ({
      signedIn: person !== undefined,
      reader: caller !== undefined,
      clientManager: caller?.role === 'OWNER' || caller?.role === 'ADMIN',
      owner: caller?.role === 'OWNER',
      operator: caller?.role === 'OWNER' && caller.isOperator,
    }),
    unauthorizedError: (_, { person }) => notAllowed(person !== undefined),
  },
  // `first: 100` clients with every field cost about 1,600.
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 10,
    // 100 clients with all that the console shows of each are some 6,200.
    limit: { complexity: 7000, depth: 8, breadth: 120 },
    complexityError: (kind) =>
      new GraphQLError(
        `This query asks for too much (${kind.toLowerCase()}). Ask for fewer fields, or smaller pages.`,
        {
          extensions: { code: 'QUERY_TOO_LARGE' },
        },
      ),
  },
  errors: { directResult: true, defaultTypes: [] },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    // The connection itself is counted as many times as it has entries.
    nodesOnConnection: { description: 'The page without cursors.', complexity: { multiplier: 1 } },
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
    pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
    hasNextPageFieldOptions: { description: 'Whether something follows after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether something comes before this page.' },
    startCursorFieldOptions: { description: 'The cursor of the first entry; null on an empty page.' },
    endCursorFieldOptions: {
      description: 'The cursor of the last entry, for `after`; null on an empty page.',
    },
    cursorFieldOptions: { description: 'Where this entry stands, for `after` and `before`. Opaque.' },
    nodeFieldOptions: { description: 'The entry itself.', nullable: false },
    edgesFieldOptions: {
      description: 'The page with cursors.',
      nullable: false,
      complexity: { multiplier: 1 },
    },
    firstArgOptions: { description: 'How many from the start, 100 at most; 24 when nothing is said.' },
    afterArgOptions: { description: 'Only what follows after this cursor.' },
    lastArgOptions: { description: 'How many from the end, 100 at most.' },
    beforeArgOptions: { description: 'Only what comes before this cursor.' },
  },
  prisma: {
    // Resolvers hand over the request's own client; this one only names it.
    client: ({ db }) => db,
    dmmf: getDatamodel(),
    onUnusedQuery: 'error',
  },
});

builder.queryType({ description: 'What can be read.', authScopes: { reader: true } });
builder.mutationType({ description: 'What can be changed.', authScopes: { clientManager: true } });

/** One wording for the two ways of not being allowed: not signed in, or not with this role. */
function notAllowed(isSignedIn: boolean): GraphQLError {
  return isSignedIn
    ? new GraphQLError('Your role does not allow this. Ask an owner for it.', {
        extensions: { code: 'FORBIDDEN' },
      })
    : new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
}
