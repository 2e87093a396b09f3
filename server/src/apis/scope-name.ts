/** At most so many characters. */
export const longestScopeName = 60;

/** Whether this can be the name of a scope: RFC 6749, section 3.3 (`scope-token`), and short. */
export function isScopeName(text: string): boolean {
  return text.length <= longestScopeName && /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(text);
}
