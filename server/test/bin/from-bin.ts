import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module of the scripts in `bin/`, which are plain JavaScript and carry no declarations. */
export async function fromBin<Module>(file: string): Promise<Module> {
  const url = pathToFileURL(path.resolve(import.meta.dirname, '../../../bin', file));
  return (await import(url.href)) as Module;
}
