import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { groupOrder, groupScopes } from './store.ts';

export const PermissionGroupType = builder.prismaObject('PermissionGroup', {
  description: 'A named set of scopes that clients are given.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names it; never changes.' }),
    name: t.exposeString('name', { description: 'For people; unique in the organisation.' }),
    description: t.exposeString('description', { description: 'What it is for; may be empty.' }),
    scopes: t.stringList({
      description: 'The scopes in it, by technical name; none only where all that it held were taken away.',
      select: groupScopes,
      resolve: ({ scopes }) => scopes.map(({ scope }) => scope.name),
    }),
    clientCount: t.relationCount('clients', { description: 'How many clients have it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it last changed; tells versions apart (`expectedUpdatedAt`).',
    }),
  }),
});

builder.queryField('permissionGroups', (t) =>
  t.prismaField({
    type: [PermissionGroupType],
    description: 'The permission groups of the organisation, by name; 500 at most.',
    resolve: (query, _, __, context) =>
      context.db.permissionGroup.findMany({
        ...query,
        where: { organisationId: callerOf(context).organisationId },
        orderBy: [...groupOrder],
      }),
  }),
);
