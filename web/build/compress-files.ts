import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const worthwhile = /\.(js|css|html|svg|json)$/;
// The server writes the base path into index.html, so a compressed copy of the file would be a lie.
const rewrittenByServer = 'index.html';

/** Puts `file.br` and `file.gz` beside every text file of the build, at the strongest levels. */
export function compressFiles(): Plugin {
  let folder = '';
  return {
    name: 'llavero:compress-files',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = (await readdir(folder, { recursive: true })).filter(
        (file) => worthwhile.test(file) && file !== rewrittenByServer,
      );
      await Promise.all(files.map((file) => compress(join(folder, file))));
    },
  };
}

/** Brotli at its strongest, as the files are served. */
export function brotli(content: Uint8Array): Promise<Buffer> {
  return promisify(brotliCompress)(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
}

async function compress(path: string) {
  const content = await readFile(path);
  await writeFile(`${path}.br`, await brotli(content));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
}
