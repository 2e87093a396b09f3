import { DomainError } from '../errors.ts';

/** The organisation would be left without an owner. */
export class LastOwnerError extends DomainError {
  constructor() {
    super('This is the last owner. Make someone else an owner first.');
  }
}

/** The link was used, has expired, was revoked, or never was. */
export class InvitationInvalidError extends DomainError {
  constructor() {
    super('This link no longer works: it was used, has expired or was revoked. Ask for a new one.');
  }
}

/** Too many wrong passwords from here, or for this account; `retryAfterSeconds` tells when to try again. */
export class TooManyAttemptsError extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds} seconds.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
