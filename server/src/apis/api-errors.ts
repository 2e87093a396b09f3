import { DomainError } from '../errors.ts';

/** What every organisation has cannot be deleted. */
export class DefaultApiError extends DomainError {
  constructor() {
    super(
      'This is the default API of the organisation, which it always has. Change its name, audience and scopes instead.',
    );
  }
}
