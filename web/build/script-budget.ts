import type { Plugin, Rolldown } from 'vite';
import { brotli } from './compress-files.ts';

type OutputChunk = Rolldown.OutputChunk;

interface Budget {
  /** The page whose first visit is measured, as a path from the project's root. */
  page: string;
  /** Folder of the languages: one of them is loaded, so the largest counts. */
  locales: string;
  limitKilobytes: number;
}

/** Sums what a first visit to a page loads as scripts, in brotli, prints it, and fails the build when it is too much. */
export function scriptBudget({ page, locales, limitKilobytes }: Budget): Plugin {
  return {
    name: 'llavero:script-budget',
    apply: 'build',
    async writeBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const sizes = new Map<string, number>();
      await Promise.all(
        chunks.map(async (chunk) =>
          sizes.set(chunk.fileName, (await brotli(Buffer.from(chunk.code))).length),
        ),
      );
      const size = (chunk: OutputChunk) => sizes.get(chunk.fileName) ?? 0;
      const languages = chunks.filter((chunk) => chunk.facadeModuleId?.includes(`/${locales}`));
      const language = languages.toSorted((one, other) => size(other) - size(one))[0];
      const entry = chunks.find((chunk) => chunk.isEntry);
      const route = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(`/${page}`));
      if (!entry || !route || !language) this.error(`${page}, its entry or its language is not in the build`);

      const loaded = [...withImports(bundle, [entry, route, language])];
      const kilobytes = loaded.reduce((sum, chunk) => sum + size(chunk), 0) / 1000;
      const sum = `a first visit to ${page} loads ${kilobytes.toFixed(1)} kB of scripts (brotli), ${limitKilobytes} kB at most`;
      this.info(sum);
      if (kilobytes > limitKilobytes) this.error(sum);
    },
  };
}

function withImports(bundle: Rolldown.OutputBundle, roots: OutputChunk[]): Set<OutputChunk> {
  const found = new Set<OutputChunk>();
  const waiting = [...roots];
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (found.has(chunk)) continue;
    found.add(chunk);
    for (const name of chunk.imports) {
      const imported = bundle[name];
      if (imported?.type === 'chunk') waiting.push(imported);
    }
  }
  return found;
}
