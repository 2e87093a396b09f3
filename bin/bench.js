import { requireNode } from './prepare/node-version.js';

requireNode();
const { prepare } = await import('./prepare/prepare.js');
const { runNode } = await import('./prepare/run-node.js');

await prepare({ withConsole: true });
process.exit(await runNode('bench/src/main.ts', { args: process.argv.slice(2) }));
