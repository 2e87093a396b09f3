import { existsSync } from 'node:fs';
import { run } from './prepare/children.js';
import { inRoot } from './prepare/places.js';
import { withProgress } from './prepare/progress.js';
import { digest, hasStamp, stamping } from './prepare/stamp.js';
import { Trouble } from './prepare/trouble.js';

const STAMP = 'generated';
const SOURCES = ['prisma/schema.prisma', 'schema.graphql', 'pnpm-lock.yaml', 'web/tsconfig.json'].map(
  (file) => inRoot(file),
);
const RESULTS = [
  'server/src/generated/prisma/client.ts',
  'server/src/generated/pothos.ts',
  'web/src/generated',
];

/** Whether the generated code is that of this schema. */
export function isGenerated() {
  return hasStamp(STAMP, digest(SOURCES)) && RESULTS.every((file) => existsSync(inRoot(file)));
}

/**
 * Generates the Prisma client with Pothos's types for the server, and the GraphQL types for the console.
 *
 * @throws {Trouble}
 */
export async function ensureGenerated() {
  if (isGenerated()) return;
  await stamping(STAMP, digest(SOURCES), () => withProgress('Generating code', generate));
}

async function generate() {
  await runTool('server', 'prisma', ['generate'], {
    // `generate` wants an engine that it does not use and would download; any executable contents it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  });
  await runTool('web', 'gql.tada', ['generate-output']);
}

/**
 * @param {string} member of the workspace
 * @param {string} tool
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
async function runTool(member, tool, args, env = {}) {
  const bin = inRoot(member, 'node_modules', '.bin');
  // Prisma looks its generators up in the path.
  const { code, output } = await run(`${bin}/${tool}`, args, {
    cwd: inRoot(member),
    env,
    isQuiet: true,
    paths: [bin],
  });
  if (code !== 0) throw new Trouble(`${tool} failed in ${member}/; the lines above say why.`, output);
}
