import { NotFoundError, ValidationError } from '../errors.ts';
import type { Invitation, Organisation } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, passwordDoorOf, personOf, requireRecentPassword } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { OrganisationType } from '../organisations/graphql-organisation.ts';
import { InvitationInvalidError, TooManyAttemptsError } from './administrator-errors.ts';
import { RoleType } from './graphql-people.ts';
import {
  acceptInvitation,
  findInvitation,
  inviteAdministrator,
  joinOrganisation,
  listInvitations,
  revokeInvitation,
  type Offer,
} from './invitations.ts';

builder.objectType(InvitationInvalidError, {
  name: 'InvitationInvalidError',
  description: 'The link was used, has expired, was revoked, or never was.',
  interfaces: [ErrorInterface],
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

const AcceptInvitationPayload = builder
  .objectRef<{ email: string; organisation: Organisation }>('AcceptInvitationPayload')
  .implement({
    description: 'The person has the role.',
    fields: (t) => ({
      email: t.exposeString('email', { description: 'What to sign in with.' }),
      organisation: t.expose('organisation', { type: OrganisationType, description: 'Where.' }),
    }),
  });

const JoinOrganisationInput = builder.inputType('JoinOrganisationInput', {
  description: 'Which invitation is taken up.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'What stands behind the `#` of the link.' }),
  }),
});

const JoinOrganisationPayload = builder
  .objectRef<{ organisation: Organisation }>('JoinOrganisationPayload')
  .implement({
    description: 'The person has the role.',
    fields: (t) => ({
      organisation: t.expose('organisation', { type: OrganisationType, description: 'Where.' }),
    }),
  });

/** Inviting is an owner's; taking up a link is whoever holds it. */
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
    resolve: (_, { input }, context) => acceptInvitation(passwordDoorOf(context), context.links, input),
  }),
  joinOrganisation: t.field({
    type: JoinOrganisationPayload,
    skipTypeScopes: true,
    authScopes: { signedIn: true },
    description:
      'Takes an invitation up as the person who is signed in, if it is for their address. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: JoinOrganisationInput, required: true, description: 'Which link.' }) },
    complexity: 10,
    errors: {
      types: [InvitationInvalidError, ValidationError],
      union: { name: 'JoinOrganisationResult', description: 'What comes of `joinOrganisation`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      const { db, links } = context;
      return { organisation: await joinOrganisation(db, links, personOf(context), input.token) };
    },
  }),
}));
