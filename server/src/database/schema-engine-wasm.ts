import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

// To be imported on demand. Unlike elsewhere, the import itself does the work: the package's glue serves one instance per
// process and breaks with a second, and a module is run once.
const { resolve } = createRequire(import.meta.url);
const file = resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
const { instance } = await webAssembly().instantiate(readFileSync(file), {
  './schema_engine_bg.js': { ...glue, ...withIdleTimers() },
});
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

export const { SchemaEngine } = glue;

/** The engine leaves its timer for a lock running, which would keep a process that did not start alive for ten seconds. */
function withIdleTimers(): Record<string, unknown> {
  const entries = Object.entries(glue).filter(([name]) => name.startsWith('__wbg_setTimeout_'));
  return Object.fromEntries(
    entries.map(([name, set]) => [
      name,
      (...args: unknown[]) => (set as (...args: unknown[]) => NodeJS.Timeout)(...args).unref(),
    ]),
  );
}

/** TypeScript knows this global from the browser's library alone, which the server does without. */
function webAssembly() {
  return (globalThis as unknown as { WebAssembly: WebAssemblyGlobal }).WebAssembly;
}

interface WebAssemblyGlobal {
  instantiate(
    code: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
}
