import { graphql, type ResultOf } from '../graphql.ts';

/** What the console shows of a signing key. Its private half leaves the server nowhere. */
export const SigningKeyFields = graphql(`
  fragment SigningKeyFields on SigningKey @_unmask {
    id
    algorithm
    state
    createdAt
    readyAt
    activatedAt
    retiredAt
    revokedAt
  }
`);

export type SigningKey = ResultOf<typeof SigningKeyFields>;

/** Enough of an identifier to tell keys apart in a sentence. */
export function shortId({ id }: Pick<SigningKey, 'id'>): string {
  return `${id.slice(0, 8)}…`;
}

/** Since when a key is in its state. */
export function stateSince({ state, createdAt, activatedAt, retiredAt, revokedAt }: SigningKey): string {
  const since = { NEXT: null, CURRENT: activatedAt, RETIRED: retiredAt, REVOKED: revokedAt }[state];
  return since ?? createdAt;
}
