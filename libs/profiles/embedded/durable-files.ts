import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What was written to the file, or into the folder, at `path` survives a power cut from now on. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
