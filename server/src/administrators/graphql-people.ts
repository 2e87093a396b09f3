import { NotFoundError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { OrganisationType } from '../organisations/graphql-organisation.ts';
import { LastOwnerError } from './administrator-errors.ts';
import {
  changeRole,
  findViewer,
  leaveOrganisation,
  listAdministrators,
  removeAdministrator,
  type Administrator,
} from './people.ts';

builder.objectType(LastOwnerError, {
  name: 'LastOwnerError',
  description: 'The organisation would be left without an owner.',
  interfaces: [ErrorInterface],
});

export const RoleType = builder.enumType('Role', {
  description: 'What an administrator may do.',
  values: {
    OWNER: { description: 'Everything, also with people.' },
    ADMIN: { description: 'Everything with clients.' },
    VIEWER: { description: 'Read, and change nothing.' },
  } as const,
});

const AdministratorType = builder.objectRef<Administrator>('Administrator').implement({
  description: 'A person with a role in the organisation.',
  fields: (t) => ({
    id: t.exposeID('userId', { description: 'Names the person; never changes.' }),
    name: t.string({ description: 'What the person is called.', resolve: ({ user }) => user.name }),
    email: t.string({ description: 'What the person signs in with.', resolve: ({ user }) => user.email }),
    role: t.expose('role', { type: RoleType, description: 'What the person may do.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    organisation: t.expose('organisation', {
      type: OrganisationType,
      description: 'Where the person has this role.',
    }),
  }),
});

builder.queryFields((t) => ({
  viewer: t.field({
    type: AdministratorType,
    nullable: true,
    skipTypeScopes: true,
    description:
      'The caller as an administrator of the organisation that the request is for: the one whose `id` stands in the header `Llavero-Organisation`, or else the one that the person has belonged to for longest. Null without a session, and for a person without a role there.',
    resolve: (_, __, { db, caller }) => (caller ? findViewer(db, caller) : null),
  }),
  administrators: t.field({
    type: [AdministratorType],
    authScopes: { owner: true },
    description: 'Everyone with a role in the organisation. For owners.',
    resolve: (_, __, context) => listAdministrators(context.db, callerOf(context)),
  }),
}));

const ChangeRoleInput = builder.inputType('ChangeRoleInput', {
  description: 'Who gets which role.',
  fields: (t) => ({
    administratorId: t.id({ required: true, description: 'Who.' }),
    role: t.field({ type: RoleType, required: true, description: 'The new role.' }),
  }),
});

const RemoveAdministratorInput = builder.inputType('RemoveAdministratorInput', {
  description: 'Whose role is taken away.',
  fields: (t) => ({ administratorId: t.id({ required: true, description: 'Whose.' }) }),
});

const ChangeRolePayload = builder.objectRef<{ administrator: Administrator }>('ChangeRolePayload').implement({
  description: 'The person with the new role.',
  fields: (t) => ({
    administrator: t.expose('administrator', { type: AdministratorType, description: 'The person.' }),
  }),
});

const RemoveAdministratorPayload = builder
  .objectRef<{ administratorId: string }>('RemoveAdministratorPayload')
  .implement({
    description: 'The person has no role here any more; without a role elsewhere no session either.',
    fields: (t) => ({ administratorId: t.exposeID('administratorId', { description: 'Who it was.' }) }),
  });

const LeaveOrganisationPayload = builder
  .objectRef<{ organisationId: string }>('LeaveOrganisationPayload')
  .implement({
    description: 'The caller has no role there any more.',
    fields: (t) => ({ organisationId: t.exposeID('organisationId', { description: 'Where.' }) }),
  });

/** People are an owner's; leaving is everyone's. */
builder.mutationFields((t) => ({
  changeRole: t.field({
    type: ChangeRolePayload,
    authScopes: { owner: true },
    description: 'Gives an administrator another role. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: ChangeRoleInput, required: true, description: 'Who gets which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, LastOwnerError],
      union: { name: 'ChangeRoleResult', description: 'What comes of `changeRole`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      const administratorId = String(input.administratorId);
      return { administrator: await changeRole(context.db, callerOf(context), administratorId, input.role) };
    },
  }),
  removeAdministrator: t.field({
    type: RemoveAdministratorPayload,
    authScopes: { owner: true },
    description:
      "Takes a person's role away, at the next request; whoever has no role elsewhere loses all sessions with it. Needs the password given within the last 15 minutes.",
    args: { input: t.arg({ type: RemoveAdministratorInput, required: true, description: 'Whose.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, LastOwnerError],
      union: { name: 'RemoveAdministratorResult', description: 'What comes of `removeAdministrator`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      const administratorId = String(input.administratorId);
      await removeAdministrator(context.db, callerOf(context), administratorId);
      return { administratorId };
    },
  }),
  leaveOrganisation: t.field({
    type: LeaveOrganisationPayload,
    skipTypeScopes: true,
    authScopes: { reader: true },
    description:
      "Gives the caller's role in the organisation up; the session, and roles elsewhere, stay. Needs the password given within the last 15 minutes.",
    complexity: 10,
    errors: {
      types: [LastOwnerError],
      union: { name: 'LeaveOrganisationResult', description: 'What comes of `leaveOrganisation`.' },
    },
    resolve: async (_, __, context) => {
      requireRecentPassword(context);
      const caller = callerOf(context);
      await leaveOrganisation(context.db, caller);
      return { organisationId: caller.organisationId };
    },
  }),
}));
