import { required, ValidationError, type FieldErrorCode } from '../errors.ts';
import { ForbiddenAddressError, literalAddress, refuseForbidden } from './public-address.ts';

/** Browsers and proxies take no longer ones everywhere. */
export const longestUrl = 2000;

/**
 * Checks where messages are to go: an https URL. One without TLS is for private addresses alone, and those for an installation
 * that allows them (`LLAVERO_WEBHOOK_ALLOW_PRIVATE`). What a name leads to is checked when it is connected to.
 * @throws ValidationError
 */
export function readWebhookUrl(raw: string, { allowPrivate }: { allowPrivate: boolean }): string {
  const text = raw.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (text === '') throw new ValidationError([required('url')]);
  if (text.length > longestUrl) throw refused('TOO_LONG', `At most ${longestUrl} characters.`);
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username || url.password || url.hash) {
    throw refused(
      'INVALID_URL',
      'A URL such as https://example.com/hooks, without credentials and without a fragment (#).',
    );
  }
  const literal = literalAddress(url);
  if (literal !== undefined) refuseLiteral(literal, { protocol: url.protocol, allowPrivate });
  if (url.protocol === 'http:' && !allowPrivate) throw refused('NOT_HTTPS', notHttps);
  return url.href;
}

const notHttps = 'It must begin with https:. What Llavero sends is for its receiver alone.';

function refuseLiteral(address: string, way: { protocol: string; allowPrivate: boolean }): void {
  try {
    refuseForbidden(address, way);
  } catch (error) {
    if (!(error instanceof ForbiddenAddressError)) throw error;
    throw error.code === 'NOT_HTTPS'
      ? refused('NOT_HTTPS', notHttps)
      : refused('PRIVATE_ADDRESS', 'An address that the Internet can reach: no private and no local one.');
  }
}

function refused(code: FieldErrorCode, message: string): ValidationError {
  return new ValidationError([{ field: 'url', code, message }]);
}
