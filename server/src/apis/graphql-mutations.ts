import { ChangedMeanwhileError, NameTakenError, NotFoundError, ValidationError } from '../errors.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, type Context } from '../graphql/context.ts';
import { SigningAlgorithmType } from '../tokens/graphql-signing-keys.ts';
import { provideSigningKey } from '../tokens/key-rotation.ts';
import { DefaultApiError } from './api-errors.ts';
import { createApi, deleteApi, updateApi, type ApiParts } from './apis.ts';
import { ApiType } from './graphql-api.ts';
import type { ApiWithScopes } from './store.ts';
import {
  defaultTokenLifetimeSeconds,
  longestTokenLifetimeSeconds,
  shortestTokenLifetimeSeconds,
} from './token-lifetime.ts';
import { InUseError } from './use.ts';

const nameDescription = '1 to 120 characters; unique in the organisation.';
const audienceDescription =
  'An absolute URI without a fragment (RFC 8707), 250 characters at most, of printable ASCII. No other API of the installation has it, and none of another organisation ever had it.';
const lifetimeDescription = `From ${shortestTokenLifetimeSeconds} to ${longestTokenLifetimeSeconds}: a minute to a day.`;
const scopesDescription =
  'At least one, in the order in which they are shown. A name belongs to one API of the organisation; all names together have 2,000 characters at most.';
const evenIfInUseDescription =
  'Whether scopes go also where clients or permission groups have them, which lose them; otherwise that is an InUseError.';

const TranslatedInput = builder.inputType('TranslatedInput', {
  description: 'A text for people, in each language of the console.',
  fields: (t) => ({
    en: t.string({ required: true, description: 'In English.' }),
    es: t.string({ required: true, description: 'In Spanish.' }),
  }),
});

const ScopeInput = builder.inputType('ScopeInput', {
  description: 'One permission at an API.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description:
        'What stands in tokens: 1 to 60 visible ASCII characters without blanks, quotes and backslashes (RFC 6749, section 3.3). Another name is another scope.',
    }),
    titles: t.field({ type: TranslatedInput, required: true, description: '1 to 60 characters each.' }),
    descriptions: t.field({
      type: TranslatedInput,
      description: 'What it allows; 300 characters at most each, and empty when left out.',
    }),
  }),
});

const CreateApiInput = builder.inputType('CreateApiInput', {
  description: 'A new API.',
  fields: (t) => ({
    name: t.string({ required: true, description: nameDescription }),
    audience: t.string({ required: true, description: audienceDescription }),
    scopes: t.field({ type: [ScopeInput], required: true, description: scopesDescription }),
    tokenLifetimeSeconds: t.int({
      defaultValue: defaultTokenLifetimeSeconds,
      description: lifetimeDescription,
    }),
    signingAlgorithm: t.field({
      type: SigningAlgorithmType,
      description: 'What its tokens are signed with; the installation’s own when nothing is said.',
    }),
  }),
});

const UpdateApiInput = builder.inputType('UpdateApiInput', {
  description: 'What changes of an API. What is left out stays; null is refused.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Which.' }),
    name: t.string({ description: nameDescription }),
    audience: t.string({
      description: `${audienceDescription} Tokens for the one before count no more where they are judged online.`,
    }),
    scopes: t.field({ type: [ScopeInput], description: `${scopesDescription} They replace those it has.` }),
    tokenLifetimeSeconds: t.int({ description: `${lifetimeDescription} For tokens issued from now on.` }),
    signingAlgorithm: t.field({
      type: SigningAlgorithmType,
      description:
        'For tokens issued from now on. APIs that remember the published keys, and do not look again for one they do not know, may need five minutes.',
    }),
    evenIfInUse: t.boolean({ defaultValue: false, description: evenIfInUseDescription }),
    expectedUpdatedAt: t.field({
      type: 'DateTime',
      description:
        'The `updatedAt` that the change was made from; an API that changed since is a ChangedMeanwhileError.',
    }),
  }),
});

const DeleteApiInput = builder.inputType('DeleteApiInput', {
  description: 'Which API goes.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Which.' }),
    evenIfInUse: t.boolean({ defaultValue: false, description: evenIfInUseDescription }),
  }),
});

const CreateApiPayload = builder.objectRef<{ api: ApiWithScopes }>('CreateApiPayload').implement({
  description: 'The new API.',
  fields: (t) => ({ api: t.expose('api', { type: ApiType, description: 'The API.' }) }),
});

const UpdateApiPayload = builder.objectRef<{ api: ApiWithScopes }>('UpdateApiPayload').implement({
  description: 'The API after the change.',
  fields: (t) => ({ api: t.expose('api', { type: ApiType, description: 'The API.' }) }),
});

const DeleteApiPayload = builder.objectRef<{ id: string }>('DeleteApiPayload').implement({
  description: 'The API is gone.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'Which it was.' }) }),
});

builder.mutationFields((t) => ({
  createApi: t.field({
    type: CreateApiPayload,
    description: 'Describes an API, at which clients can then be given scopes.',
    args: { input: t.arg({ type: CreateApiInput, required: true, description: 'The API.' }) },
    complexity: 10,
    errors: {
      types: [NameTakenError, ValidationError],
      union: { name: 'CreateApiResult', description: 'What comes of `createApi`.' },
    },
    resolve: async (_, { input }, context) => ({
      api: await createApi(partsOf(context), callerOf(context), input),
    }),
  }),
  updateApi: t.field({
    type: UpdateApiPayload,
    description:
      'Changes what is given. A scope that is left out of `scopes` is taken from all who have it, which needs `evenIfInUse`.',
    args: { input: t.arg({ type: UpdateApiInput, required: true, description: 'The change.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, NameTakenError, ValidationError, InUseError, ChangedMeanwhileError],
      union: { name: 'UpdateApiResult', description: 'What comes of `updateApi`.' },
    },
    resolve: async (_, { input }, context) => ({
      api: await updateApi(partsOf(context), callerOf(context), { ...input, id: String(input.id) }),
    }),
  }),
  deleteApi: t.field({
    type: DeleteApiPayload,
    description:
      'Deletes an API with its scopes; its tokens count no more where they are judged online. One whose scopes are in use is an InUseError unless `evenIfInUse`.',
    args: { input: t.arg({ type: DeleteApiInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError, DefaultApiError, InUseError],
      union: { name: 'DeleteApiResult', description: 'What comes of `deleteApi`.' },
    },
    resolve: async (_, { input }, context) => {
      const id = String(input.id);
      await deleteApi(context, callerOf(context), { ...input, id });
      return { id };
    },
  }),
}));

function partsOf({ db, signingKeys }: Context): ApiParts {
  return {
    db,
    signingAlgorithm: signingKeys.vault.algorithm,
    provideSigningKey: (algorithm) => provideSigningKey(signingKeys, algorithm),
  };
}
