import { writeFileSync } from 'node:fs';
import { printContract } from './schema.ts';

/** Writes `schema.graphql` anew: `pnpm --filter @llavero/server run schema`. */
writeFileSync(new URL('../../../schema.graphql', import.meta.url), printContract());
