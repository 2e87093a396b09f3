import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The two halves of a client's credentials.
 *
 * A client ID is `cli_` and 22 letters or digits (130 bits), or one of somebody's choice (`readClientId`). A client secret is
 *
 *     llv_ 3fK9x2Qa _ <43 letters or digits> <6 of checksum>
 *
 * The eight characters name the secret's row, so that finding the right hash is one look-up however many secrets a
 * client has; they are public and serve as its hint. The 43 are the secret (256 bits). Prefix and checksum let secret
 * scanners, and `/token` before any slow hash, tell a real one from noise. Only letters, digits and `_`: both survive
 * HTTP Basic, forms, URLs and a double click unencoded (RFC 6749, appendix B).
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretShape = /^llv_(?<id>[0-9A-Za-z]{8})_[0-9A-Za-z]{43}(?<checksum>[0-9A-Za-z]{6})$/;

/** A new client ID. */
export function generateClientId(): string {
  return `cli_${randomLetters(22)}`;
}

/** A new client secret, with the public name of its row. */
export function generateSecret(): { id: string; secret: string } {
  const id = randomLetters(8);
  const body = `llv_${id}_${randomLetters(43)}`;
  return { id, secret: body + checksum(body) };
}

/** The name of the row that this secret speaks of, or undefined where it cannot be one of ours. */
export function readSecretId(secret: string): string | undefined {
  const groups = secretShape.exec(secret)?.groups;
  return groups && checksum(secret.slice(0, -6)) === groups['checksum'] ? groups['id'] : undefined;
}

/** Whether a look-up is worth while: short and visible ASCII. PostgreSQL refuses a null character outright. */
export function couldBeClientId(text: string): boolean {
  return /^[\x21-\x7E]{1,100}$/.test(text);
}

/** What is shown of a secret, so that a person can tell secrets apart: `llv_3fK9x2Qa`. */
export function secretHint(secretId: string): string {
  return `llv_${secretId}`;
}

/**
 * A text that a stranger sent, fit to be kept: whoever confuses the fields sends a secret as a client ID. Secrets, whole
 * or in part, and tokens are cut down to what is public of them.
 */
export function hideSecrets(text: string): string {
  return text
    .replace(/(llv_[0-9A-Za-z]{8}_)[0-9A-Za-z]+/g, '$1…')
    .replace(/\beyJ[\w-]{5,}(\.[\w-]*)*/g, 'eyJ…');
}

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** CRC-32 in base 62, six digits. It finds slips of the hand; it protects nothing. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = alphabet[rest % alphabet.length] + digits;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
