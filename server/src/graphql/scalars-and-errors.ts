import { GraphQLError } from 'graphql';
import {
  ChangedMeanwhileError,
  NameTakenError,
  NotFoundError,
  ValidationError,
  type FieldError,
} from '../errors.ts';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description: 'A moment, in ISO 8601 with milliseconds and in UTC: `2026-11-21T09:30:00.000Z`.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const isMoment =
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value);
    const moment = new Date(isMoment ? value : NaN);
    if (Number.isNaN(moment.getTime()))
      throw new GraphQLError('A DateTime looks like 2026-11-21T09:30:00.000Z.');
    return moment;
  },
});

/** What every failure that the caller can act on has in common. */
export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description: 'A failure that the caller can act on. Programs go by the type, people read the message.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and what to mend, in English.' }),
  }),
});

const FieldErrorType = builder.objectRef<FieldError>('FieldError').implement({
  description: 'What is wrong with one field of an input.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The name of the field.' }),
    code: t.exposeString('code', {
      description:
        'For programs: REQUIRED, TOO_SHORT, TOO_LONG, TOO_EARLY, TOO_LATE, OUT_OF_RANGE, NO_SECRET, CONTROL_CHARACTER, UNKNOWN_SCOPE, UNKNOWN_GROUP, UNKNOWN_GRANT_TYPE, INVALID_SCOPE, INVALID_AUDIENCE, INVALID_CLIENT_ID, INVALID_ADDRESS, TAKEN, TOO_MANY, INVALID_JWKS, INVALID_URL, NOT_HTTPS, PRIVATE_ADDRESS, INVALID_EMAIL, WRONG_PASSWORD, ALREADY_MEMBER or OTHER_ADDRESS.',
    }),
    message: t.exposeString('message', { description: 'What is wrong and what to mend, in English.' }),
  }),
});

builder.objectType(ValidationError, {
  name: 'ValidationError',
  description: 'Some fields of the input cannot be accepted; nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    fields: t.expose('fields', { type: [FieldErrorType], description: 'Every bad field, all at once.' }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'What was asked for is not there (any more).',
  interfaces: [ErrorInterface],
});

builder.objectType(NameTakenError, {
  name: 'NameTakenError',
  description: 'Another one of its kind has this name, but for case and surrounding blanks.',
  interfaces: [ErrorInterface],
});

builder.objectType(ChangedMeanwhileError, {
  name: 'ChangedMeanwhileError',
  description: 'It was changed by someone else since `expectedUpdatedAt`; nothing was changed now.',
  interfaces: [ErrorInterface],
});
