import type { SigningAlgorithm } from '../config.ts';
import type { Db } from '../database/connect.ts';

/** What a client may do at one API, and how its tokens for it are made. */
export type ApiAccess = {
  readonly audience: string;
  /** Whether it is the organisation's default API. */
  readonly isDefault: boolean;
  readonly scopes: readonly string[];
  /** The same as it stands in a token (RFC 6749, section 3.3). */
  readonly scope: string;
  /** As the API says, unless the client says otherwise. */
  readonly tokenLifetimeSeconds: number;
  readonly signingAlgorithm: SigningAlgorithm;
};

/** By its single scopes and its permission groups together: each API where it may do something, the default one first. */
export async function loadAccess(db: Db, clientId: string): Promise<ApiAccess[]> {
  const rows = await db.$queryRaw<Omit<ApiAccess, 'scope'>[]>`
    SELECT a."audience", a."isDefault", array_agg(s."name" ORDER BY s."position", s."name") AS "scopes",
      COALESCE(c."accessTokenLifetimeSeconds", a."tokenLifetimeSeconds") AS "tokenLifetimeSeconds",
      a."signingAlgorithm"
    FROM "Client" c
    JOIN "Api" a ON a."organisationId" = c."organisationId"
    JOIN "ApiScope" s ON s."apiId" = a.id
    WHERE c."clientId" = ${clientId} AND (s."name" = ANY (c."scopes") OR EXISTS (
      SELECT 1 FROM "ClientPermissionGroup" g JOIN "PermissionGroupScope" gs ON gs."groupId" = g."groupId"
      WHERE g."clientId" = c.id AND gs."scopeId" = s.id))
    GROUP BY a.id, c.id ORDER BY a."isDefault" DESC, a."createdAt", a.id`;
  return rows.map((row) => ({ ...row, scope: row.scopes.join(' ') }));
}
