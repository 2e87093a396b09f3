import { resealCheckpoints, sealKeyOf } from '../audit/checkpoint.ts';
import type { Db, Transaction } from '../database/connect.ts';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';
import type { MasterKey } from '../master-key.ts';
import { reseal } from '../sealed.ts';
import { StartError } from '../start-error.ts';
import { resealWebhooks } from '../webhooks/signing-secret.ts';
import { recordForOperator } from './key-record.ts';
import { changeKeys } from './key-store.ts';
import { openKeys } from './opened-keys.ts';

/** What a change of the master key did; `isDone` false: an earlier one had done it all. */
export type Rewrapped = { isDone: boolean; sessions: number; invitations: number };

/**
 * Puts the private halves of the signing keys, and the secrets that webhooks are signed with, under another master key, in one
 * transaction. Sessions and open invitations end with it: what proves them derives from the old key.
 * @throws StartError when neither key opens what is stored, or a Llavero is running
 */
export async function rewrapKeys(db: Db, from: MasterKey, to: MasterKey): Promise<Rewrapped> {
  const [old, next] = [from.derive('signing-keys'), to.derive('signing-keys')];
  return changeKeys({ db }, async ({ transaction, rows }) => {
    await refuseWhileRunning(transaction);
    if (rows.length === 0)
      throw new StartError('This database holds no signing keys yet. Start Llavero once, then ask again.');
    if (await opens(rows, next)) return { isDone: false, sessions: 0, invitations: 0 };
    if (!(await opens(rows, old)))
      throw new StartError(
        'The master key does not open the signing keys in the database. Run this with the LLAVERO_MASTER_KEY (or the data folder) that Llavero was started with.',
      );
    for (const { id, encryptedPrivateJwk } of rows) {
      if (encryptedPrivateJwk === null) continue;
      const resealed = await reseal(id, encryptedPrivateJwk, old, next);
      await transaction.signingKey.update({ where: { id }, data: { encryptedPrivateJwk: resealed } });
    }
    await resealCheckpoints(transaction, sealKeyOf(from), sealKeyOf(to));
    await resealWebhooks(transaction, from, to);
    const sessions = await transaction.session.deleteMany();
    const invitations = await transaction.invitation.deleteMany();
    const ended = { sessions: sessions.count, invitations: invitations.count };
    await recordForOperator(transaction, {
      action: 'master_key.changed',
      subject: { type: 'master_key', id: 'master-key', name: 'master-key' },
      before: null,
      after: { endedSessions: ended.sessions, endedInvitations: ended.invitations },
    });
    return { isDone: true, ...ended };
  });
}

/**
 * A running process would go on under the old key: its people could not come in, and it could read no new signing key.
 * One that starts meanwhile waits for the same lock, and then finds that its key is the wrong one.
 */
async function refuseWhileRunning(transaction: Transaction): Promise<void> {
  const [running] = await transaction.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND application_name IN ('llavero', 'llavero changes')`;
  if (running?.count)
    throw new StartError('Llavero is running on this database. Stop every process of it, then ask again.');
}

function opens(rows: SigningKeyRow[], wrappingKey: Buffer): Promise<boolean> {
  return openKeys(rows, wrappingKey).then(
    () => true,
    () => false,
  );
}
