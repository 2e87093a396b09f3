import { builder } from '../graphql/builder.ts';

const ContactInput = builder.inputType('ContactInput', {
  description: 'A person or a team.',
  fields: (t) => ({
    name: t.string({ required: true, description: '1 to 120 characters.' }),
    email: t.string({ description: 'An e-mail address.' }),
  }),
});

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

/** What can be set of a client beside its name, permissions and description, when it is new and later. */
export const settingsFields = (t: InputFields) => ({
  grantTypes: t.stringList({
    description:
      'How it may ask for tokens (RFC 6749), at least one. So far there is `client_credentials` alone, which a new client gets when nothing is said.',
  }),
  enabled: t.boolean({
    description:
      'Whether it is served; a new client is when nothing is said. Disabling refuses it at the next request, and voids the tokens that are out for good: enabling again revives none, and the application asks for new ones with the credentials it has. An API that verifies tokens by the keys alone accepts them until they expire.',
  }),
  accessTokenLifetimeSeconds: t.int({
    description:
      'How long its tokens live from now on, in seconds: 60 to 86400. Null: as long as those of the API that they are for. Whoever verifies tokens by the keys alone accepts one that was taken back until it expires, so a short life is the safer one.',
  }),
  allowedAddresses: t.stringList({
    description:
      'From where it may ask, at `/token`, `/introspect` and `/revoke`: at most 50 addresses and ranges in CIDR, IPv4 and IPv6, each range by its first address. Empty: from anywhere. What counts is the address that Llavero sees, behind trusted proxies that of their caller. Tokens count wherever they are shown.',
  }),
  owner: t.field({
    type: ContactInput,
    description: 'Who answers for it; null for nobody. The search finds it.',
  }),
  technicalContact: t.field({
    type: ContactInput,
    description: 'Whom to call when it does not work; null for nobody. The search finds it.',
  }),
  labels: t.stringList({
    description:
      'At most 10, each of 1 to 50 characters; one that differs from another in case alone is the same. The search finds them.',
  }),
});
