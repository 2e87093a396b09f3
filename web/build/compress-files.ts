import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const worthwhile = /\.(js|css|html|svg|json)$/;
// The server writes the base path into these, so a compressed copy of the file would be a lie.
const rewrittenByServer = ['index.html', 'graphiql.html'];

/** In bytes. Brotli at its strongest takes three seconds for each megabyte, and only GraphiQL has more than one. */
const large = 1_000_000;

/** Puts `file.br` and `file.gz` beside every text file of the build, at the strongest levels; those of large ones are quicker to make. */
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
        (file) => worthwhile.test(file) && !rewrittenByServer.includes(file),
      );
      await Promise.all(files.map((file) => compress(join(folder, file))));
    },
  };
}

/** Brotli, at its strongest where nothing else is asked, as the files are served. */
export function brotli(content: Uint8Array, quality = constants.BROTLI_MAX_QUALITY): Promise<Buffer> {
  return promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

async function compress(path: string) {
  const content = await readFile(path);
  const isLarge = content.length > large;
  await writeFile(`${path}.br`, await brotli(content, isLarge ? 6 : undefined));
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: isLarge ? 6 : 9 }));
}
