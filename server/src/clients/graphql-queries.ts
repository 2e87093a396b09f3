import { queryFromInfo } from '@pothos/plugin-prisma';
import { resolveCursorConnection } from '@pothos/plugin-relay';
import type { Total } from '../database/exact-total.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { readCursor, writeCursor } from './client-cursor.ts';
import { countClients, listClients, type ListedClient } from './client-list.ts';
import type { ClientOrder } from './client-order.ts';
import { ClientType } from './graphql-client.ts';
import * as store from './store.ts';

const ClientOrderField = builder.enumType('ClientOrderField', {
  description: 'What clients can be ordered by.',
  values: {
    NAME: { description: 'By name, without regard to case and accents.' },
    CREATED_AT: { description: 'By registration.' },
    LAST_USED_AT: { description: 'By last use; never used counts as before all others.' },
  } as const,
});

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { description: 'A to Z, oldest first.' },
    DESC: { description: 'Z to A, newest first.' },
  } as const,
});

const ClientOrderInput = builder.inputType('ClientOrder', {
  description: 'How a list of clients is ordered.',
  fields: (t) => ({
    field: t.field({ type: ClientOrderField, required: true, description: 'By what.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'In which direction.' }),
  }),
});

builder.queryField('clients', (t) =>
  t.connection(
    {
      type: ClientType,
      description: 'The clients of the organisation, by pages of 24 unless said otherwise.',
      args: {
        search: t.arg.string({
          description:
            'Every word must occur in name, description, labels, owner or technical contact, whatever the case and the accents: one of one or two letters or digits where a word begins, a longer one anywhere; from six letters on also in the client ID.',
        }),
        orderBy: t.arg({ type: ClientOrderInput, description: 'By name when nothing is said.' }),
      },
      complexity: ({ first, last }) => ({
        field: 5,
        multiplier: Math.min(100, Math.max(1, first ?? last ?? 24)),
      }),
      resolve: async (_, { search, orderBy, ...args }, context, info) => {
        const { db } = context;
        const caller = callerOf(context);
        const order: ClientOrder = orderBy ?? { field: 'NAME', direction: 'ASC' };
        const query = queryFromInfo({
          context,
          info,
          select: { id: true },
          paths: [['nodes'], ['edges', 'node']],
        });
        let total: Total | null = null;
        const connection = await resolveCursorConnection<Promise<ListedClient[]>>(
          {
            args,
            defaultSize: 24,
            maxSize: 100,
            toCursor: (listed: ListedClient) => writeCursor(order, listed),
          },
          async ({ before, after, limit, inverted }) => {
            const window = {
              limit,
              inverted,
              after: readCursor(order, after),
              before: readCursor(order, before),
            };
            const page = await listClients(db, caller, { search, order, window }, query);
            total = page.total;
            return page.clients;
          },
        );
        let counted: Promise<Total> | undefined;
        return {
          ...connection,
          // On an empty page the library names the cursor that was asked from.
          pageInfo: {
            ...connection.pageInfo,
            ...(connection.edges.length === 0 ? { startCursor: null, endCursor: null } : {}),
          },
          count: () => (counted ??= total ? Promise.resolve(total) : countClients(db, caller, search)),
        };
      },
    },
    {
      name: 'ClientConnection',
      description: 'A page of clients.',
      fields: (f) => ({
        totalCount: f.int({
          description: 'How many there are, exactly; a search counts exactly up to 1,000.',
          resolve: async (connection) => (await connection.count()).totalCount,
        }),
        totalCountIsExact: f.boolean({
          description: 'Whether `totalCount` is the whole truth; false where a search found more than 1,000.',
          resolve: async (connection) => (await connection.count()).totalCountIsExact,
        }),
      }),
    },
    { name: 'ClientEdge', description: 'A client and where it stands in the list.' },
  ),
);

builder.queryFields((t) => ({
  client: t.prismaField({
    type: ClientType,
    nullable: true,
    description: 'One client; null when there is none with this client ID.',
    args: { clientId: t.arg.id({ required: true, description: 'Its client ID.' }) },
    resolve: (query, _, { clientId }, context) =>
      store.findClient(context.db, callerOf(context).organisationId, String(clientId), query),
  }),
}));
