import type { Prisma } from '../generated/prisma/client.ts';

/** The order in which scopes are shown: the default API's first, then those of the older APIs, each API's in its own order. */
export const scopeOrder: Prisma.ApiScopeOrderByWithRelationInput[] = [
  { api: { isDefault: 'desc' } },
  { api: { createdAt: 'asc' } },
  { api: { id: 'asc' } },
  { position: 'asc' },
  { name: 'asc' },
];
