import { AccountType } from '../administrators/graphql-account.ts';
import { RoleType } from '../administrators/graphql-people.ts';
import { ValidationError } from '../errors.ts';
import type { Organisation } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { OrganisationType } from './graphql-organisation.ts';
import {
  createOrganisation,
  listOrganisations,
  renameOrganisation,
  type OwnMembership,
} from './organisations.ts';

const AccountOrganisationType = builder.objectRef<OwnMembership>('AccountOrganisation').implement({
  description: 'An organisation to which the person belongs.',
  fields: (t) => ({
    organisation: t.expose('organisation', { type: OrganisationType, description: 'Which.' }),
    role: t.expose('role', { type: RoleType, description: 'What the person may do there.' }),
  }),
});

builder.objectField(AccountType, 'organisations', (t) =>
  t.field({
    type: [AccountOrganisationType],
    description:
      'Where the person has a role, the organisation that they have belonged to for longest first: the one that a request is for which names none.',
    resolve: (person, _, { db }) => listOrganisations(db, person),
  }),
);

const nameDescription = '1 to 120 characters.';

const CreateOrganisationInput = builder.inputType('CreateOrganisationInput', {
  description: 'A new organisation.',
  fields: (t) => ({ name: t.string({ required: true, description: nameDescription }) }),
});

const RenameOrganisationInput = builder.inputType('RenameOrganisationInput', {
  description: 'What the organisation is called from now on.',
  fields: (t) => ({ name: t.string({ required: true, description: nameDescription }) }),
});

const CreateOrganisationPayload = builder
  .objectRef<{ organisation: Organisation }>('CreateOrganisationPayload')
  .implement({
    description: 'A new organisation, with the caller as its owner.',
    fields: (t) => ({
      organisation: t.expose('organisation', { type: OrganisationType, description: 'The organisation.' }),
    }),
  });

const RenameOrganisationPayload = builder
  .objectRef<{ organisation: Organisation }>('RenameOrganisationPayload')
  .implement({
    description: 'The organisation with its new name.',
    fields: (t) => ({
      organisation: t.expose('organisation', { type: OrganisationType, description: 'The organisation.' }),
    }),
  });

/** A new tenant is the operator's to give; its name is its owners'. */
builder.mutationFields((t) => ({
  createOrganisation: t.field({
    type: CreateOrganisationPayload,
    authScopes: { operator: true },
    description:
      'Makes an organisation whose owner is the caller, who invites others to it from there. For owners of the operator’s organisation.',
    args: { input: t.arg({ type: CreateOrganisationInput, required: true, description: 'The name.' }) },
    complexity: 10,
    errors: {
      types: [ValidationError],
      union: { name: 'CreateOrganisationResult', description: 'What comes of `createOrganisation`.' },
    },
    resolve: async (_, { input }, context) => {
      const { db, links, signingKeys } = context;
      const config = { issuer: links.issuer, signingAlgorithm: signingKeys.vault.algorithm };
      return { organisation: await createOrganisation(db, callerOf(context), config, input) };
    },
  }),
  renameOrganisation: t.field({
    type: RenameOrganisationPayload,
    authScopes: { owner: true },
    description: 'Gives the organisation another name. For owners.',
    args: { input: t.arg({ type: RenameOrganisationInput, required: true, description: 'The name.' }) },
    complexity: 10,
    errors: {
      types: [ValidationError],
      union: { name: 'RenameOrganisationResult', description: 'What comes of `renameOrganisation`.' },
    },
    resolve: async (_, { input }, context) => ({
      organisation: await renameOrganisation(context.db, callerOf(context), input),
    }),
  }),
}));
