import { secretHint } from '../clients/credentials.ts';
import type { Db } from '../database/connect.ts';

/** So many days before its end a secret is told of. */
export const noticeDays = [30, 7, 1] as const;

/** What is sent when the end of a secret comes near. Never more of the secret than its hint. */
export type ExpiringPayload = {
  type: 'secret.expiring';
  /** When it came near, in ISO 8601 and UTC. */
  timestamp: string;
  data: {
    organisationId: string;
    clientId: string;
    clientName: string;
    secretHint: string;
    secretDescription: string | null;
    expiresAt: string;
    /** Whole days that are left, rounded up. */
    daysLeft: number;
  };
};

type Due = {
  organisationId: string;
  clientId: string;
  clientName: string;
  secretId: string;
  description: string | null;
  expiresAt: Date;
  daysBefore: number;
  now: Date;
};

const noticesAtOnce = 500;

/**
 * Puts into the outbox what is due, each notice once however many processes do it. A notice is due for a secret whose end has
 * come so near since it was set, and since the webhook was enabled; of several, the last. One that is being replaced has its
 * notice in the rotation itself. Returns how many were new.
 */
export async function makeDueNotices(db: Db): Promise<number> {
  let made = 0;
  for (;;) {
    const due = await findDue(db);
    const { count } = await db.webhookDelivery.createMany({
      data: due.map(asDelivery),
      skipDuplicates: true,
    });
    made += count;
    if (due.length < noticesAtOnce) return made;
  }
}

function findDue(db: Db): Promise<Due[]> {
  return db.$queryRaw<Due[]>`
    SELECT c."organisationId", c."clientId", c.name AS "clientName", s.id AS "secretId", s.description, s."expiresAt",
      stage.days AS "daysBefore", now() AS now
    FROM "ClientSecret" s
    JOIN "Client" c ON c.id = s."clientId"
    JOIN "Webhook" w ON w."organisationId" = c."organisationId"
    CROSS JOIN LATERAL (
      SELECT min(days) AS days FROM unnest(${[...noticeDays]}::int[]) days
      WHERE s."expiresAt" - make_interval(hours => 24 * days) <= now()) stage
    WHERE s."expiresAt" > now() AND s."expiresAt" <= now() + make_interval(hours => 24 * ${noticeDays[0]}::int)
      AND s."replacedAt" IS NULL
      AND s."expiresAt" - make_interval(hours => 24 * stage.days) >= GREATEST(s."endSetAt", w."enabledAt")
      AND w."enabledAt" IS NOT NULL
      AND NOT EXISTS (SELECT FROM "WebhookDelivery" d
        WHERE d."secretId" = s.id AND d."expiresAt" = s."expiresAt" AND d."daysBefore" = stage.days)
    LIMIT ${noticesAtOnce}`;
}

function asDelivery(due: Due) {
  const { organisationId, secretId, expiresAt, daysBefore, now } = due;
  const payload: ExpiringPayload = {
    type: 'secret.expiring',
    timestamp: now.toISOString(),
    data: {
      organisationId,
      clientId: due.clientId,
      clientName: due.clientName,
      secretHint: secretHint(secretId),
      secretDescription: due.description,
      expiresAt: expiresAt.toISOString(),
      daysLeft: Math.ceil((expiresAt.getTime() - now.getTime()) / 86_400_000),
    },
  };
  return { organisationId, secretId, expiresAt, daysBefore, payload };
}
