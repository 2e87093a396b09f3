import { ValidationError, NotFoundError } from '../errors.ts';
import type { Invitation, Session } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, passwordDoorOf, personOf, requireRecentPassword } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { InvitationInvalidError, LastOwnerError, TooManyAttemptsError } from './administrator-errors.ts';
import type { Person } from './caller.ts';
import {
  acceptInvitation,
  findInvitation,
  inviteAdministrator,
  listInvitations,
  revokeInvitation,
} from './invitations.ts';
import { changePassword, confirmPassword } from './passwords.ts';
import { changeRole, listAdministrators, removeAdministrator, type Administrator } from './people.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';

builder.objectType(LastOwnerError, {
  name: 'LastOwnerError',
  description: 'The organisation would be left without an owner.',
  interfaces: [ErrorInterface],
});

builder.objectType(InvitationInvalidError, {
  name: 'InvitationInvalidError',
  description: 'The link was used, has expired, was revoked, or never was.',
  interfaces: [ErrorInterface],
});

builder.objectType(TooManyAttemptsError, {
  name: 'TooManyAttemptsError',
  description: 'Too many tries at a password, for this account or from this address.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'When to try again, in seconds from now.',
    }),
  }),
});

const RoleType = builder.enumType('Role', {
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
  }),
});

const SessionType = builder.objectRef<Session>('Session').implement({
  description: 'One sign-in of a person, in one browser.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names the session; it opens nothing.' }),
    isCurrent: t.boolean({
      description: 'Whether this is the session that asks.',
      resolve: ({ id }, _, { person }) => id === person?.sessionId,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the person signed in.' }),
    lastActiveAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it was last used, to some five minutes.',
    }),
    ipAddress: t.string({
      nullable: true,
      description: 'From where the person signed in.',
      resolve: ({ ipAddress }) => ipAddress || null,
    }),
    userAgent: t.string({
      nullable: true,
      description: 'What the browser called itself.',
      resolve: ({ userAgent }) => userAgent || null,
    }),
  }),
});

const AccountType = builder.objectRef<Person>('Account').implement({
  description: 'The person who is signed in, whatever they may do.',
  fields: (t) => ({
    id: t.exposeID('userId', { description: 'Names the person; never changes.' }),
    name: t.exposeString('name', { description: 'What the person is called.' }),
    email: t.exposeString('email', { description: 'What the person signs in with.' }),
    sessions: t.field({
      type: [SessionType],
      description: 'Where the person is signed in, the session last used first.',
      resolve: (person, _, { db }) => listSessions(db, person),
    }),
  }),
});

const InvitationType = builder.objectRef<Invitation>('Invitation').implement({
  description: 'A role that someone has been offered by a one-time link.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names the invitation; it is not the link.' }),
    email: t.string({ description: 'For whom it is.', resolve: ({ email }) => email ?? '' }),
    role: t.expose('role', { type: RoleType, description: 'The role it gives.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when the link works.' }),
  }),
});

type Offer = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

const InvitationOffer = builder.objectRef<Offer>('InvitationOffer').implement({
  description: 'What the holder of a link is offered.',
  fields: (t) => ({
    organisationName: t.string({ description: 'By whom.', resolve: ({ organisation }) => organisation.name }),
    role: t.expose('role', { type: RoleType, description: 'The role it gives.' }),
    email: t.exposeString('email', { nullable: true, description: 'For whom it is; null in a set-up link.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when the link works.' }),
  }),
});

builder.queryFields((t) => ({
  viewer: t.field({
    type: AdministratorType,
    nullable: true,
    skipTypeScopes: true,
    description: 'The caller as an administrator; null without a session, and for a person without a role.',
    resolve: async (_, __, { db, caller }) => {
      if (!caller) return null;
      const { userId, organisationId } = caller;
      return db.membership.findUnique({
        where: { userId_organisationId: { userId, organisationId } },
        include: { user: true },
      });
    },
  }),
  account: t.field({
    type: AccountType,
    nullable: true,
    skipTypeScopes: true,
    description: 'The person who is signed in; null without a session.',
    resolve: (_, __, { person }) => person ?? null,
  }),
  administrators: t.field({
    type: [AdministratorType],
    authScopes: { owner: true },
    description: 'Everyone with a role in the organisation. For owners.',
    resolve: (_, __, context) => listAdministrators(context.db, callerOf(context)),
  }),
  invitations: t.field({
    type: [InvitationType],
    authScopes: { owner: true },
    description: 'The invitations that can still be used. For owners.',
    resolve: (_, __, context) => listInvitations(context.db, callerOf(context)),
  }),
  invitation: t.field({
    type: InvitationOffer,
    nullable: true,
    skipTypeScopes: true,
    description: 'What a link offers; null when it no longer works. For anyone who holds the link.',
    args: { token: t.arg.string({ required: true, description: 'What stands behind the `#` of the link.' }) },
    resolve: (_, { token }, { db, links }) => findInvitation(db, links, token),
  }),
}));

const InviteAdministratorInput = builder.inputType('InviteAdministratorInput', {
  description: 'Whom to invite, and as what.',
  fields: (t) => ({
    email: t.string({
      required: true,
      description: 'The address that the person will sign in with. Nothing is sent there.',
    }),
    role: t.field({ type: RoleType, required: true, description: 'The role.' }),
  }),
});

const RevokeInvitationInput = builder.inputType('RevokeInvitationInput', {
  description: 'Which invitation is taken back.',
  fields: (t) => ({ invitationId: t.id({ required: true, description: 'Which.' }) }),
});

const AcceptInvitationInput = builder.inputType('AcceptInvitationInput', {
  description: 'Who takes up an invitation.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'What stands behind the `#` of the link.' }),
    email: t.string({
      required: true,
      description: 'For a set-up link; an invitation names its own address, which counts.',
    }),
    name: t.string({ description: '1 to 120 characters; not needed by someone who has an account.' }),
    password: t.string({
      required: true,
      description: 'A new one of 12 to 128 characters; that of the account where the address has one.',
    }),
  }),
});

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

const ConfirmPasswordInput = builder.inputType('ConfirmPasswordInput', {
  description: 'The password, given again.',
  fields: (t) => ({ password: t.string({ required: true, description: 'The password of the account.' }) }),
});

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  description: 'A new password for the account.',
  fields: (t) => ({
    currentPassword: t.string({ required: true, description: 'The one it has.' }),
    newPassword: t.string({ required: true, description: 'The one it gets: 12 to 128 characters.' }),
    endOtherSessions: t.boolean({
      defaultValue: true,
      description: 'Whether all other sessions end with it.',
    }),
  }),
});

const EndSessionInput = builder.inputType('EndSessionInput', {
  description: 'Which session ends.',
  fields: (t) => ({ sessionId: t.id({ required: true, description: 'Which.' }) }),
});

const InviteAdministratorPayload = builder
  .objectRef<{ invitation: Invitation; link: string }>('InviteAdministratorPayload')
  .implement({
    description: 'An invitation and its link.',
    fields: (t) => ({
      invitation: t.expose('invitation', { type: InvitationType, description: 'The invitation.' }),
      link: t.exposeString('link', {
        description: 'The link to hand over, this once; good for seven days and one use.',
      }),
    }),
  });

const RevokeInvitationPayload = builder
  .objectRef<{ invitationId: string }>('RevokeInvitationPayload')
  .implement({
    description: 'The link no longer works.',
    fields: (t) => ({ invitationId: t.exposeID('invitationId', { description: 'Which it was.' }) }),
  });

const AcceptInvitationPayload = builder.objectRef<{ email: string }>('AcceptInvitationPayload').implement({
  description: 'The person has the role.',
  fields: (t) => ({ email: t.exposeString('email', { description: 'What to sign in with.' }) }),
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
    description: 'The person has no role here any more, and no session.',
    fields: (t) => ({ administratorId: t.exposeID('administratorId', { description: 'Who it was.' }) }),
  });

const ConfirmPasswordPayload = builder
  .objectRef<{ confirmedUntil: Date }>('ConfirmPasswordPayload')
  .implement({
    description: 'What asks for the password is open for a while.',
    fields: (t) => ({
      confirmedUntil: t.expose('confirmedUntil', { type: 'DateTime', description: 'Until when.' }),
    }),
  });

const ChangePasswordPayload = builder
  .objectRef<{ endedSessions: number }>('ChangePasswordPayload')
  .implement({
    description: 'The account has the new password.',
    fields: (t) => ({
      endedSessions: t.exposeInt('endedSessions', { description: 'How many other sessions were ended.' }),
    }),
  });

const EndSessionPayload = builder.objectRef<{ sessionId: string }>('EndSessionPayload').implement({
  description: 'The session is over.',
  fields: (t) => ({ sessionId: t.exposeID('sessionId', { description: 'Which it was.' }) }),
});

const EndOtherSessionsPayload = builder
  .objectRef<{ endedSessions: number }>('EndOtherSessionsPayload')
  .implement({
    description: 'All other sessions of the person are over.',
    fields: (t) => ({ endedSessions: t.exposeInt('endedSessions', { description: 'How many there were.' }) }),
  });

/** People are an owner's; these ask for the password again where they take something away or give something. */
builder.mutationFields((t) => ({
  inviteAdministrator: t.field({
    type: InviteAdministratorPayload,
    authScopes: { owner: true },
    description:
      'Makes a one-time link that gives a role. Needs the password given within the last 15 minutes.',
    args: {
      input: t.arg({ type: InviteAdministratorInput, required: true, description: 'Whom, and as what.' }),
    },
    complexity: 10,
    errors: {
      types: [ValidationError],
      union: { name: 'InviteAdministratorResult', description: 'What comes of `inviteAdministrator`.' },
    },
    resolve: (_, { input }, context) => {
      requireRecentPassword(context);
      return inviteAdministrator(context.db, context.links, callerOf(context), input);
    },
  }),
  revokeInvitation: t.field({
    type: RevokeInvitationPayload,
    authScopes: { owner: true },
    description: 'Takes an invitation back.',
    args: { input: t.arg({ type: RevokeInvitationInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RevokeInvitationResult', description: 'What comes of `revokeInvitation`.' },
    },
    resolve: async (_, { input }, context) => {
      const invitationId = String(input.invitationId);
      await revokeInvitation(context.db, callerOf(context), invitationId);
      return { invitationId };
    },
  }),
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
      "Takes a person's role away and ends all their sessions. Needs the password given within the last 15 minutes.",
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
}));

/** A person's own account; the link's holder, and whoever is signed in, whatever their role. */
builder.mutationFields((t) => ({
  acceptInvitation: t.field({
    type: AcceptInvitationPayload,
    skipTypeScopes: true,
    description: 'Turns a link into a role, once. For anyone who holds the link.',
    args: { input: t.arg({ type: AcceptInvitationInput, required: true, description: 'Who takes it up.' }) },
    complexity: 10,
    errors: {
      types: [InvitationInvalidError, TooManyAttemptsError, ValidationError],
      union: { name: 'AcceptInvitationResult', description: 'What comes of `acceptInvitation`.' },
    },
    resolve: async (_, { input }, context) => ({
      email: await acceptInvitation(passwordDoorOf(context), context.links, input),
    }),
  }),
  confirmPassword: t.field({
    type: ConfirmPasswordPayload,
    skipTypeScopes: true,
    authScopes: { signedIn: true },
    description: 'Gives the password again, for what asks for it (`PASSWORD_REQUIRED`).',
    args: { input: t.arg({ type: ConfirmPasswordInput, required: true, description: 'The password.' }) },
    complexity: 10,
    errors: {
      types: [ValidationError, TooManyAttemptsError],
      union: { name: 'ConfirmPasswordResult', description: 'What comes of `confirmPassword`.' },
    },
    resolve: async (_, { input }, context) => ({
      confirmedUntil: await confirmPassword(passwordDoorOf(context), personOf(context), input.password),
    }),
  }),
  changePassword: t.field({
    type: ChangePasswordPayload,
    skipTypeScopes: true,
    authScopes: { signedIn: true },
    description: "Changes the caller's own password.",
    args: {
      input: t.arg({ type: ChangePasswordInput, required: true, description: 'The old and the new one.' }),
    },
    complexity: 10,
    errors: {
      types: [ValidationError, TooManyAttemptsError],
      union: { name: 'ChangePasswordResult', description: 'What comes of `changePassword`.' },
    },
    resolve: async (_, { input }, context) => ({
      endedSessions: await changePassword(passwordDoorOf(context), personOf(context), {
        ...input,
        endOtherSessions: input.endOtherSessions ?? true,
      }),
    }),
  }),
  endSession: t.field({
    type: EndSessionPayload,
    skipTypeScopes: true,
    authScopes: { signedIn: true },
    description: "Ends one of the caller's own sessions.",
    args: { input: t.arg({ type: EndSessionInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'EndSessionResult', description: 'What comes of `endSession`.' },
    },
    resolve: async (_, { input }, context) => {
      const sessionId = String(input.sessionId);
      await endSession(context.db, personOf(context), sessionId);
      return { sessionId };
    },
  }),
  endOtherSessions: t.field({
    type: EndOtherSessionsPayload,
    skipTypeScopes: true,
    authScopes: { signedIn: true },
    description: "Ends all the caller's sessions but this one.",
    complexity: 10,
    resolve: async (_, __, context) => ({
      endedSessions: await endOtherSessions(context.db, personOf(context)),
    }),
  }),
}));
