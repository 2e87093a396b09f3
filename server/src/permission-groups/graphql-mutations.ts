import { InUseError } from '../apis/use.ts';
import { ChangedMeanwhileError, NameTakenError, NotFoundError, ValidationError } from '../errors.ts';
import type { PermissionGroup } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { PermissionGroupType } from './graphql-group.ts';
import { createPermissionGroup, deletePermissionGroup, updatePermissionGroup } from './permission-groups.ts';

const nameDescription = '1 to 120 characters; unique in the organisation.';
const descriptionDescription = '500 characters at most; may be empty.';
const scopesDescription = 'At least one, all of them known (`scopes`), of one API or of several.';

const CreatePermissionGroupInput = builder.inputType('CreatePermissionGroupInput', {
  description: 'A new permission group.',
  fields: (t) => ({
    name: t.string({ required: true, description: nameDescription }),
    description: t.string({ defaultValue: '', description: descriptionDescription }),
    scopes: t.stringList({ required: true, description: scopesDescription }),
  }),
});

const UpdatePermissionGroupInput = builder.inputType('UpdatePermissionGroupInput', {
  description: 'What changes of a permission group. What is left out stays; null is refused.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Which.' }),
    name: t.string({ description: nameDescription }),
    description: t.string({ description: descriptionDescription }),
    scopes: t.stringList({ description: `${scopesDescription} They replace those it has.` }),
    expectedUpdatedAt: t.field({
      type: 'DateTime',
      description:
        'The `updatedAt` that the change was made from; a group that changed since is a ChangedMeanwhileError.',
    }),
  }),
});

const DeletePermissionGroupInput = builder.inputType('DeletePermissionGroupInput', {
  description: 'Which permission group goes.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Which.' }),
    evenIfInUse: t.boolean({
      defaultValue: false,
      description:
        'Whether it goes also where clients have it, which lose it; otherwise that is an InUseError.',
    }),
  }),
});

const CreatePermissionGroupPayload = builder
  .objectRef<{ permissionGroup: PermissionGroup }>('CreatePermissionGroupPayload')
  .implement({
    description: 'The new group.',
    fields: (t) => ({
      permissionGroup: t.expose('permissionGroup', { type: PermissionGroupType, description: 'The group.' }),
    }),
  });

const UpdatePermissionGroupPayload = builder
  .objectRef<{ permissionGroup: PermissionGroup }>('UpdatePermissionGroupPayload')
  .implement({
    description: 'The group after the change.',
    fields: (t) => ({
      permissionGroup: t.expose('permissionGroup', { type: PermissionGroupType, description: 'The group.' }),
    }),
  });

const DeletePermissionGroupPayload = builder
  .objectRef<{ id: string }>('DeletePermissionGroupPayload')
  .implement({
    description: 'The group is gone.',
    fields: (t) => ({ id: t.exposeID('id', { description: 'Which it was.' }) }),
  });

builder.mutationFields((t) => ({
  createPermissionGroup: t.field({
    type: CreatePermissionGroupPayload,
    description: 'Makes a permission group.',
    args: { input: t.arg({ type: CreatePermissionGroupInput, required: true, description: 'The group.' }) },
    complexity: 10,
    errors: {
      types: [NameTakenError, ValidationError],
      union: { name: 'CreatePermissionGroupResult', description: 'What comes of `createPermissionGroup`.' },
    },
    resolve: async (_, { input }, context) => ({
      permissionGroup: await createPermissionGroup(context.db, callerOf(context), input),
    }),
  }),
  updatePermissionGroup: t.field({
    type: UpdatePermissionGroupPayload,
    description:
      'Changes what is given. Other scopes hold for the tokens that the clients of the group are issued from now on.',
    args: { input: t.arg({ type: UpdatePermissionGroupInput, required: true, description: 'The change.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, NameTakenError, ValidationError, ChangedMeanwhileError],
      union: { name: 'UpdatePermissionGroupResult', description: 'What comes of `updatePermissionGroup`.' },
    },
    resolve: async (_, { input }, context) => {
      const change = { ...input, id: String(input.id) };
      return { permissionGroup: await updatePermissionGroup(context.db, callerOf(context), change) };
    },
  }),
  deletePermissionGroup: t.field({
    type: DeletePermissionGroupPayload,
    description: 'Deletes a permission group. One that clients have is an InUseError unless `evenIfInUse`.',
    args: { input: t.arg({ type: DeletePermissionGroupInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, InUseError],
      union: { name: 'DeletePermissionGroupResult', description: 'What comes of `deletePermissionGroup`.' },
    },
    resolve: async (_, { input }, context) => {
      const id = String(input.id);
      await deletePermissionGroup(context.db, callerOf(context), { ...input, id });
      return { id };
    },
  }),
}));
