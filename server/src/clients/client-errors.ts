import type { Client } from '../generated/prisma/client.ts';
import { DomainError } from '../errors.ts';

/** What was asked for goes with the other way of authenticating. */
export class AuthenticationMethodError extends DomainError {
  constructor() {
    super(
      'This client authenticates with its private key and has no secret. Replace its keys (jwks), or give it the authenticationMethod CLIENT_SECRET first.',
    );
  }
}

/** A client has this client ID, or had it: none is given out again. */
export class ClientIdTakenError extends DomainError {
  constructor() {
    super('This client ID is taken, or was before: none is given out again. Choose another one.');
  }
}

/** The client changed since the caller read it; `client` is what it is now. */
export class ConflictError extends DomainError {
  readonly client: Client;

  constructor(client: Client) {
    super(
      'This client was changed meanwhile. Look at what it is now, then send your change with its updatedAt.',
    );
    this.client = client;
  }
}

/** A client has so many secrets that count already: living ones and those to come, without any that is being replaced. */
export class TooManySecretsError extends DomainError {
  constructor(most: number) {
    super(`A client has ${most} secrets at most. Revoke one that is no longer needed first.`);
  }
}

/** Without this secret the client could not ask for tokens any more. */
export class LastSecretError extends DomainError {
  constructor() {
    super(
      'This is the last secret by which the client gets tokens. Create another one first, or say evenIfLast.',
    );
  }
}
