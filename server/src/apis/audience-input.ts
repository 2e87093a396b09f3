import { required, type FieldError } from '../errors.ts';

const longestAudience = 250;

/**
 * RFC 8707, section 2: an absolute URI without a fragment. It is compared as it is, so nothing of it is changed; and it is
 * printable ASCII without quotes and backslashes, since it stands in headers and refusals.
 */
export function readAudience(raw: string | null): { audience: string } | FieldError {
  const audience = (raw ?? '').trim();
  const field = 'audience';
  if (audience === '') return required(field);
  if (audience.length > longestAudience) {
    const message = `At most ${longestAudience} characters; this has ${audience.length}.`;
    return { field, code: 'TOO_LONG', message };
  }
  const isUri = /^[a-z][a-z0-9+.-]*:[\x21\x24-\x5B\x5D-\x7E]+$/i.test(audience) && URL.canParse(audience);
  if (isUri) return { audience };
  const message = 'An absolute URI without a fragment (#), such as https://api.example.com.';
  return { field, code: 'INVALID_AUDIENCE', message };
}
