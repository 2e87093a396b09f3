import type { Organisation } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';

export const OrganisationType = builder.objectRef<Organisation>('Organisation').implement({
  description:
    'The tenant that owns clients. Everything that is read or changed belongs to the one that the request is for; what is in another does not exist.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'Names it, in the header `Llavero-Organisation` and as `org` in tokens; never changes.',
    }),
    name: t.exposeString('name', { description: 'What it is called; another may have the same name.' }),
    slug: t.exposeString('slug', {
      description:
        'With which the client IDs begin that it chooses (`acme.website`). Made of the name it had first; never changes, and no two have the same.',
    }),
    isOperator: t.exposeBoolean('isOperator', {
      description:
        'Whether it is the operator’s: its owners also make further organisations and look after the signing keys. There is one.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});
