import { defaultScopes } from './default-api.ts';
import type { DescribedScope, Translated } from './described-scope.ts';

/** Scopes that often go together, to begin with. */
export type ApiTemplate = { id: string; names: Translated; scopes: readonly DescribedScope[] };

/** What an API is often about: the word in the names of its scopes, and what people call it. */
const subjects: readonly { id: string; names: Translated }[] = [
  { id: 'master-data', names: { en: 'Master data', es: 'Maestras' } },
  { id: 'properties', names: { en: 'Properties', es: 'Propiedades' } },
  { id: 'advisors', names: { en: 'Advisors', es: 'Asesores' } },
  { id: 'third-parties', names: { en: 'Third parties', es: 'Terceros' } },
  { id: 'invoices', names: { en: 'Invoices', es: 'Facturas' } },
  { id: 'accounting', names: { en: 'Accounting', es: 'Contabilidad' } },
  { id: 'contracts', names: { en: 'Contracts', es: 'Contratos' } },
];

const acts = {
  read: { en: 'Read and look up', es: 'Leer y consultar' },
  create: { en: 'Create', es: 'Crear' },
  update: { en: 'Change', es: 'Modificar' },
  delete: { en: 'Delete', es: 'Eliminar' },
} as const;

/** The four scopes of a default API, and those of a subject each: `properties:read` and so on. */
export const apiTemplates: readonly ApiTemplate[] = [
  { id: 'general', names: { en: 'General', es: 'General' }, scopes: defaultScopes },
  ...subjects.map(({ id, names }) => ({ id, names, scopes: scopesOf(id, names) })),
];

function scopesOf(id: string, subject: Translated): DescribedScope[] {
  return defaultScopes.map(({ name, titles }) => {
    const act = acts[name as keyof typeof acts];
    return {
      name: `${id}:${name}`,
      titles: {
        en: `${subject.en}: ${titles.en.toLowerCase()}`,
        es: `${subject.es}: ${titles.es.toLowerCase()}`,
      },
      descriptions: {
        en: `${act.en} ${subject.en.toLowerCase()} through the API.`,
        es: `${act.es} ${subject.es.toLowerCase()} a través de la API.`,
      },
    };
  });
}
