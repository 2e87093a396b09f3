import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyRequest } from 'fastify';
import type { Db } from '../database/connect.ts';
import type { Membership, Organisation, Prisma, Role } from '../generated/prisma/client.ts';
import { isUuid } from '../text.ts';
import { fitToKeep } from '../usage/fit-to-keep.ts';
import { absoluteSeconds, type Auth } from './auth.ts';

/** A person who is signed in, whatever they may do. */
export type Person = {
  userId: string;
  name: string;
  email: string;
  sessionId: string;
  /** When the password was last given in this session. */
  passwordConfirmedAt: Date;
} & Origin;

/** From where a request comes. */
export type Origin = {
  address: string;
  /** What the browser or program calls itself, in short. */
  userAgent: string | null;
};

/** Who calls, for which organisation, and as what. */
export type Caller = Person & {
  organisationId: string;
  /** Whether it is the operator's organisation, whose owners look after the whole installation. */
  isOperator: boolean;
  role: Role;
};

/** The header by which a request says for which organisation it is, by `id`. It gives nothing: the role does. */
export const organisationHeader = 'llavero-organisation';

/** How long a given password counts for what asks for it again, in milliseconds. */
export const passwordCountsFor = 15 * 60_000;

/** Browsers need some 150 to say who they are. */
const longestUserAgent = 200;

export type CallerOfRequest = { person?: Person; caller?: Caller; setCookies: string[] };

/**
 * Reads the session cookie. A session without use for twelve hours, or older than seven days, is nobody's; a person
 * without a role in the organisation that the request names is a person and no caller, whether there is such an
 * organisation or not. `setCookies` renews the cookie now and then.
 */
export async function readCaller(
  db: Db,
  auth: Auth,
  request: Pick<FastifyRequest, 'headers' | 'ip'>,
): Promise<CallerOfRequest> {
  const { headers } = request;
  if (!headers.cookie) return { setCookies: [] };
  const { response, headers: answered } = await auth.api.getSession({
    headers: fromNodeHeaders(headers),
    returnHeaders: true,
  });
  const setCookies = answered.getSetCookie();
  if (!response) return { setCookies };
  const { session, user } = response;
  if (Date.now() - session.createdAt.getTime() > absoluteSeconds * 1000) {
    await db.session.deleteMany({ where: { id: session.id } });
    return { setCookies: [] };
  }
  const person: Person = {
    userId: user.id,
    name: user.name,
    email: user.email,
    sessionId: session.id,
    passwordConfirmedAt: session.passwordConfirmedAt ?? session.createdAt,
    ...originOf(request),
  };
  const membership = await findMembership(db, user.id, headers[organisationHeader]);
  if (!membership) return { person, setCookies };
  const { organisationId, role, organisation } = membership;
  const { isOperator } = organisation;
  return { person, caller: { ...person, organisationId, isOperator, role }, setCookies };
}

/** The person's role in this organisation; where none is named, in the one that they have belonged to for longest. */
async function findMembership(
  db: Db,
  userId: string,
  organisationId: string | string[] | undefined,
): Promise<(Membership & { organisation: Organisation }) | null> {
  const include = { organisation: true };
  if (organisationId === undefined) {
    return db.membership.findFirst({ where: { userId }, include, orderBy: belongedToForLongest });
  }
  if (typeof organisationId !== 'string' || !isUuid(organisationId)) return null;
  const key = { userId_organisationId: { userId, organisationId } };
  return db.membership.findUnique({ where: key, include });
}

/** The order of a person's organisations. */
export const belongedToForLongest: Prisma.MembershipOrderByWithRelationInput[] = [
  { createdAt: 'asc' },
  { organisationId: 'asc' },
];

/** From where a request comes, as it is put on record. */
export function originOf({ headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): Origin {
  return { address: ip, userAgent: fitToKeep(headers['user-agent'] ?? '', longestUserAgent) || null };
}
