import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the built page, found from the root of the package: the app that asks is one file there, or one of many
 * sources.
 */
export function builtPage(from: string = import.meta.dirname): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist', 'console');
}
