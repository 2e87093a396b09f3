import { builder } from '../graphql/builder.ts';
import { callerOf } from '../graphql/context.ts';
import { describeScope, type DescribedScope, type Translated } from './described-scope.ts';
import { findScopes } from './store.ts';

export const TranslatedType = builder.objectRef<Translated>('Translated').implement({
  description: 'A text for people, in each language of the console.',
  fields: (t) => ({
    en: t.exposeString('en', { description: 'In English.' }),
    es: t.exposeString('es', { description: 'In Spanish.' }),
  }),
});

export const ScopeType = builder.objectRef<DescribedScope>('Scope').implement({
  description: 'One permission that a client can be given.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its technical name, as it stands in tokens: `read`.' }),
    title: t.string({
      description: 'Its name for people, in English.',
      resolve: ({ titles }) => titles.en,
    }),
    description: t.string({
      description: 'What it allows, in English; may be empty.',
      resolve: ({ descriptions }) => descriptions.en,
    }),
    titles: t.expose('titles', { type: TranslatedType, description: 'Its name for people.' }),
    descriptions: t.expose('descriptions', {
      type: TranslatedType,
      description: 'What it allows; may be empty.',
    }),
  }),
});

builder.queryField('scopes', (t) =>
  t.field({
    type: [ScopeType],
    description:
      'The permissions that a client can be given: those of all APIs of the organisation, the default one’s first.',
    resolve: async (_, __, context) =>
      (await findScopes(context.db, callerOf(context).organisationId)).map(describeScope),
  }),
);
