import { NotFoundError, ValidationError } from '../errors.ts';
import type { Session } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { passwordDoorOf, personOf } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { TooManyAttemptsError } from './administrator-errors.ts';
import type { Person } from './caller.ts';
import { changePassword, confirmPassword } from './passwords.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';

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

export const AccountType = builder.objectRef<Person>('Account').implement({
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

builder.queryFields((t) => ({
  account: t.field({
    type: AccountType,
    nullable: true,
    skipTypeScopes: true,
    description: 'The person who is signed in; null without a session.',
    resolve: (_, __, { person }) => person ?? null,
  }),
}));

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

/** A person's own account, whatever their role. */
builder.mutationFields((t) => ({
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
      endedSessions: await context.db.$transaction((transaction) =>
        endOtherSessions(transaction, personOf(context)),
      ),
    }),
  }),
}));
