import { requireNode } from './prepare/node-version.js';

requireNode();
const { prepare } = await import('./prepare/prepare.js');
const { runNode } = await import('./prepare/run-node.js');
const { SERVING_FLAGS } = await import('./prepare/serving-flags.js');

await prepare({ withConsole: true });
process.exit(await runNode('server/src/main.ts', { flags: SERVING_FLAGS, hasChannel: true }));
