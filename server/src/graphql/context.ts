import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Attempts } from '../administrators/attempts.ts';
import { passwordCountsFor, type Caller, type Origin, type Person } from '../administrators/caller.ts';
import type { Links } from '../administrators/invitations.ts';
import type { PasswordDoor } from '../administrators/passwords.ts';
import type { SealKey } from '../audit/checkpoint.ts';
import type { Changes } from '../database/changes.ts';
import type { Db } from '../database/connect.ts';
import type { SigningKeys } from '../tokens/signing-keys.ts';
import type { UsesInLastDay } from '../usage/uses-in-last-day.ts';
import type { PostOffice } from '../webhooks/deliver.ts';

/** What resolvers work with. */
export type GraphQLParts = {
  db: Db;
  attempts: Attempts;
  links: Links;
  changes: Changes;
  signingKeys: SigningKeys;
  sealKey: SealKey;
  postOffice: PostOffice;
};

/** One request: who asks, from where, and where it is written down. Yoga adds a `request` of its own, a web-standard one. */
export type Context = GraphQLParts &
  Origin & {
    requestId: string;
    log: FastifyBaseLogger;
    usesInLastDay: UsesInLastDay;
    /** Who is signed in. */
    person?: Person | undefined;
    /** The same, where they have a role. */
    caller?: Caller | undefined;
  };

/** The caller of a field that scope-auth has let through. */
export function callerOf({ caller }: Context): Caller {
  if (!caller) throw new Error('a field without its scope was resolved for nobody');
  return caller;
}

/** The person of a field that scope-auth has let through. */
export function personOf({ person }: Context): Person {
  if (!person) throw new Error('a field without its scope was resolved for nobody');
  return person;
}

/** What passwords are checked with in this request. */
export function passwordDoorOf({ db, attempts, address, userAgent }: Context): PasswordDoor {
  return { db, attempts, address, userAgent };
}

/** For what cannot be undone: the password must have been given within the last quarter of an hour. */
export function requireRecentPassword(context: Context): void {
  const age = Date.now() - personOf(context).passwordConfirmedAt.getTime();
  if (age <= passwordCountsFor) return;
  throw new GraphQLError('Give your password again (confirmPassword), then repeat this.', {
    extensions: { code: 'PASSWORD_REQUIRED' },
  });
}
