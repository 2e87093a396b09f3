/**
 * A failure the caller can act on: thrown by the domain, a member of a mutation's union at the GraphQL edge. Anything
 * else that is thrown is a bug or an outage, and is masked there.
 */
export class DomainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What is wrong with one field: `code` is for programs and translators, `message` is English. */
export type FieldError = { field: string; code: FieldErrorCode; message: string };

export type FieldErrorCode =
  | 'REQUIRED'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'TOO_EARLY'
  | 'TOO_LATE'
  | 'OUT_OF_RANGE'
  | 'NO_SECRET'
  | 'CONTROL_CHARACTER'
  | 'UNKNOWN_SCOPE'
  | 'UNKNOWN_GROUP'
  | 'UNKNOWN_GRANT_TYPE'
  | 'INVALID_SCOPE'
  | 'INVALID_AUDIENCE'
  | 'INVALID_CLIENT_ID'
  | 'INVALID_ADDRESS'
  | 'TAKEN'
  | 'TOO_MANY'
  | 'INVALID_JWKS'
  | 'INVALID_URL'
  | 'NOT_HTTPS'
  | 'PRIVATE_ADDRESS'
  | 'INVALID_EMAIL'
  | 'WRONG_PASSWORD'
  | 'ALREADY_MEMBER'
  | 'OTHER_ADDRESS';

/** The input cannot be accepted; names every bad field at once. */
export class ValidationError extends DomainError {
  readonly fields: FieldError[];

  constructor(fields: FieldError[]) {
    super(fields.map(({ field, message }) => `${field}: ${message}`).join(' '));
    this.fields = fields;
  }
}

/** The refusal of a field that must be given. */
export function required(field: string): FieldError {
  return { field, code: 'REQUIRED', message: 'This field is required.' };
}

/** What was asked for is not there, or belongs to someone else: the two cannot be told apart. */
export class NotFoundError extends DomainError {
  constructor(what: string) {
    super(`There is no such ${what}. It may have been deleted.`);
  }
}

/** Another one of the organisation has this name, but for case and surrounding blanks. */
export class NameTakenError extends DomainError {
  constructor(what: string) {
    super(`Another ${what} has this name already. Choose another one.`);
  }
}

/** It changed since the caller read it; nothing was changed now. */
export class ChangedMeanwhileError extends DomainError {
  constructor(what: string) {
    super(
      `This ${what} was changed meanwhile. Look at what it is now, then send your change with its updatedAt.`,
    );
  }
}
