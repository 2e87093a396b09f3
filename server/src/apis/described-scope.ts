import type { ApiScope } from '../generated/prisma/client.ts';

/** A text for people, in each language of the console. */
export type Translated = { en: string; es: string };

/** One permission: `name` is what stands in tokens (RFC 6749, section 3.3), the rest is for people. */
export type DescribedScope = { name: string; titles: Translated; descriptions: Translated };

/** The columns of a scope that stands at this place among those of its API. */
export function scopeColumns({ name, titles, descriptions }: DescribedScope, position: number) {
  return {
    name,
    position,
    titleEn: titles.en,
    titleEs: titles.es,
    descriptionEn: descriptions.en,
    descriptionEs: descriptions.es,
  };
}

/** A stored scope as it was described. */
export function describeScope(row: ApiScope): DescribedScope {
  return {
    name: row.name,
    titles: { en: row.titleEn, es: row.titleEs },
    descriptions: { en: row.descriptionEn, es: row.descriptionEs },
  };
}
