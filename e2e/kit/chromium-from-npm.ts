import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from './chromium.ts';
import { inRoot } from './places.ts';

const folder = inRoot('node_modules', '.llavero', 'chromium');

/**
 * The Chromium that the npm package `@sparticuz/chromium` carries, with what a bare machine lacks: libraries (NSS and its
 * like) and a font. Undefined where it cannot be unpacked: no room on the disk, an incomplete package.
 */
export async function unpackedChromium(): Promise<Browser | undefined> {
  try {
    // An earlier try may have been broken off.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const { executablePath, libraries } = await inTemporaryFolder(folder, unpack);
    await writeFile(path.join(folder, 'fonts.conf'), fontConfiguration);
    const env = { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
    return { executablePath, env };
  } catch {
    return undefined;
  }
}

async function unpack(): Promise<{ executablePath: string; libraries: string }> {
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  const packedLibraries = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'));
  return { executablePath, libraries: path.join(await inflate(fileURLToPath(packedLibraries)), 'lib') };
}

/**
 * The package unpacks into the system's folder for temporary files, and takes what lies there already: anybody could have
 * put a program of that name there.
 */
async function inTemporaryFolder<Result>(temporary: string, act: () => Promise<Result>): Promise<Result> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The machine's fonts, if it has any, and the one that came along. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
