import { DomainError } from '../errors.ts';

/** The next key has not been published for long enough: a verifier that remembers the JWKS might not know it. */
export class SigningKeyNotReadyError extends DomainError {
  readonly readyAt: Date;

  constructor(readyAt: Date) {
    super(
      `The next key is too new: APIs that remember the published keys may not know it yet. Rotate after ${readyAt.toISOString()}. Where the current key is in wrong hands, revoke it instead.`,
    );
    this.readyAt = readyAt;
  }
}
