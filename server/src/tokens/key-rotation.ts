import type { Caller } from '../administrators/caller.ts';
import { longestTokenLifetimeSeconds } from '../apis/token-lifetime.ts';
import type { SigningAlgorithm } from '../config.ts';
import { NotFoundError } from '../errors.ts';
import type { SigningKey as SigningKeyRow, SigningKeyState } from '../generated/prisma/client.ts';
import { SigningKeyNotReadyError } from './key-errors.ts';
import {
  activate,
  changeKeys,
  insertKey,
  removeKeys,
  retire,
  revoke,
  type KeyChange,
  type KeyVault,
} from './key-store.ts';
import { recordKeyChange } from './key-record.ts';
import { provideKeys, signingAlgorithmsOf } from './prepare-keys.ts';
import type { SigningKeys } from './signing-keys.ts';

/** How long the JWKS may be remembered. */
export const jwksMaxAgeSeconds = 300;

/** How long a key is published before it signs: as long as anyone may remember the JWKS, and a minute for other processes. */
const publicationSeconds = jwksMaxAgeSeconds + 60;

/**
 * How long a key is kept after it signed last: its last token's life, and two hours. A process that is cut off from the
 * database may sign on for the first of them (`LLAVERO_STALE_SECONDS`); the second is for clocks that disagree.
 */
const afterlifeSeconds = longestTokenLifetimeSeconds + 2 * 3600;

/** When this key may sign; null for a key that does, did or never will. */
export function readyAt({ state, createdAt }: SigningKeyRow): Date | null {
  return state === 'NEXT' ? after(createdAt, publicationSeconds) : null;
}

/** Sees to it that tokens can be signed with this algorithm, from now on and in every process. */
export async function provideSigningKey(
  { vault, reload }: SigningKeys,
  algorithm: SigningAlgorithm,
): Promise<void> {
  if (await changeKeys(vault, (change) => provideKeys(vault, change, algorithm))) await reload();
}

/**
 * Of this algorithm (the installation's own, where none is named), the next key signs from now on, the current one is
 * retired, and a new next one is published. Returns the key that signs.
 * @throws SigningKeyNotReadyError; NotFoundError where no API has asked for the algorithm
 */
export async function rotateSigningKey(
  { vault, reload }: SigningKeys,
  caller: Caller,
  algorithm: SigningAlgorithm = vault.algorithm,
): Promise<SigningKeyRow> {
  const current = await changeKeys(vault, (change) => {
    if (!signingAlgorithmsOf(change).includes(algorithm)) throw new NotFoundError('signing key');
    const ready = after(keyIn('NEXT', algorithm, change).createdAt, publicationSeconds);
    if (change.now < ready) throw new SigningKeyNotReadyError(ready);
    return rotate(vault, change, algorithm, caller);
  });
  await reload();
  return current;
}

/**
 * Takes a key out at once: it is published no more, and its tokens are void. For one that signs the next of its algorithm
 * steps in, however new it is. A key that was revoked before stays as it is.
 * @throws NotFoundError
 */
export async function revokeSigningKey(
  { vault, reload }: SigningKeys,
  caller: Caller,
  keyId: string,
): Promise<SigningKeyRow> {
  const revoked = await changeKeys(vault, async (change) => {
    const key = change.rows.find(({ id }) => id === keyId);
    if (!key) throw new NotFoundError('signing key');
    if (key.state === 'REVOKED') return key;
    const algorithm = key.algorithm as SigningAlgorithm;
    const taken = await revoke(change, key);
    if (key.state === 'CURRENT') await activate(change, keyIn('NEXT', algorithm, change));
    if (key.state !== 'RETIRED') await insertKey(vault, change, algorithm, 'NEXT');
    await recordKeyChange(change.transaction, caller, 'signing_key.revoked', taken, {
      before: { state: key.state },
      after: { state: taken.state },
    });
    return taken;
  });
  await reload();
  return revoked;
}

/** What is done by the clock, once however many processes do it: rotates each algorithm when it is time (never for 0 days),
 * and removes keys whose last token is long dead. */
export async function keepKeys({ vault, reload }: SigningKeys, rotationDays: number): Promise<void> {
  await changeKeys(vault, async (change) => {
    await removeKeys(change, change.rows.filter(isOver(change)));
    for (const algorithm of signingAlgorithmsOf(change)) {
      if (rotationDays > 0 && isDue(change, algorithm, rotationDays))
        await rotate(vault, change, algorithm, null);
    }
  });
  await reload();
}

async function rotate(
  vault: KeyVault,
  change: KeyChange,
  algorithm: SigningAlgorithm,
  caller: Caller | null,
): Promise<SigningKeyRow> {
  // In this order: the database lets there be one of each.
  const retired = await retire(change, keyIn('CURRENT', algorithm, change));
  const current = await activate(change, keyIn('NEXT', algorithm, change));
  await insertKey(vault, change, algorithm, 'NEXT');
  await recordKeyChange(change.transaction, caller, 'signing_key.rotated', current, {
    before: { signsWith: retired.id },
    after: { signsWith: current.id },
  });
  return current;
}

function isOver({ now }: KeyChange): (key: SigningKeyRow) => boolean {
  return ({ retiredAt, revokedAt }) => {
    const endedAt = revokedAt ?? retiredAt;
    return endedAt !== null && after(endedAt, afterlifeSeconds) <= now;
  };
}

function isDue(change: KeyChange, algorithm: SigningAlgorithm, rotationDays: number): boolean {
  const current = keyIn('CURRENT', algorithm, change);
  const next = keyIn('NEXT', algorithm, change);
  const dueAt = after(current.activatedAt ?? current.createdAt, rotationDays * 86_400);
  return dueAt <= change.now && after(next.createdAt, publicationSeconds) <= change.now;
}

/** Where there is one, there is the other: `provideKeys` and every change here see to it. */
function keyIn(state: SigningKeyState, algorithm: SigningAlgorithm, { rows }: KeyChange): SigningKeyRow {
  const key = rows.find((row) => row.state === state && row.algorithm === algorithm);
  if (!key) throw new Error(`there is no signing key for ${algorithm} in the state ${state}`);
  return key;
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
