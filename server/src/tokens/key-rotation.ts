import type { Caller } from '../administrators/caller.ts';
import { NotFoundError } from '../errors.ts';
import type { SigningKey as SigningKeyRow, SigningKeyState } from '../generated/prisma/client.ts';
import { longestTokenLifetimeSeconds } from './access-token.ts';
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

/**
 * The next key signs from now on, the current one is retired, and a new next one is published. Returns the key that signs.
 * @throws SigningKeyNotReadyError
 */
export async function rotateSigningKey(signingKeys: SigningKeys, caller: Caller): Promise<SigningKeyRow> {
  const { vault, reload } = signingKeys;
  const current = await changeKeys(vault, (change) => {
    const ready = after(keyIn('NEXT', change).createdAt, publicationSeconds);
    if (change.now < ready) throw new SigningKeyNotReadyError(ready);
    return rotate(vault, change, caller);
  });
  await reload();
  return current;
}

/**
 * Takes a key out at once: it is published no more, and its tokens are void. For the current key the next one steps in,
 * however new it is. A key that was revoked before stays as it is.
 * @throws NotFoundError
 */
export async function revokeSigningKey(
  signingKeys: SigningKeys,
  caller: Caller,
  keyId: string,
): Promise<SigningKeyRow> {
  const { vault, reload } = signingKeys;
  const revoked = await changeKeys(vault, async (change) => {
    const key = change.rows.find(({ id }) => id === keyId);
    if (!key) throw new NotFoundError('signing key');
    if (key.state === 'REVOKED') return key;
    const taken = await revoke(change, key);
    if (key.state === 'CURRENT') await activate(change, keyIn('NEXT', change));
    if (key.state !== 'RETIRED') await insertKey(vault, change, 'NEXT');
    await recordKeyChange(change.transaction, caller, 'signing_key.revoked', taken, {
      before: { state: key.state },
      after: { state: taken.state },
    });
    return taken;
  });
  await reload();
  return revoked;
}

/** What is done by the clock, once however many processes do it: rotates when it is time (never for 0 days), and removes
 * keys whose last token is long dead. */
export async function keepKeys(signingKeys: SigningKeys, rotationDays: number): Promise<void> {
  const { vault, reload } = signingKeys;
  await changeKeys(vault, async (change) => {
    await removeKeys(change, change.rows.filter(isOver(change)));
    if (rotationDays > 0 && isDue(change, rotationDays)) await rotate(vault, change, null);
  });
  await reload();
}

async function rotate(vault: KeyVault, change: KeyChange, caller: Caller | null): Promise<SigningKeyRow> {
  // In this order: the database lets there be one of each.
  const retired = await retire(change, keyIn('CURRENT', change));
  const current = await activate(change, keyIn('NEXT', change));
  await insertKey(vault, change, 'NEXT');
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

function isDue(change: KeyChange, rotationDays: number): boolean {
  const current = keyIn('CURRENT', change);
  const next = keyIn('NEXT', change);
  const dueAt = after(current.activatedAt ?? current.createdAt, rotationDays * 86_400);
  return dueAt <= change.now && after(next.createdAt, publicationSeconds) <= change.now;
}

/** There is always one of each: `prepareKeys` and every change here see to it. */
function keyIn(state: SigningKeyState, { rows }: KeyChange): SigningKeyRow {
  const key = rows.find((row) => row.state === state);
  if (!key) throw new Error(`there is no signing key in the state ${state}`);
  return key;
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
