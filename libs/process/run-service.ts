import { requireNode } from './require-node.js';
import { StartRefused } from '#env';

/** Runs an app's `start`. What keeps it from starting is shown in one clear message, and the exit code is 1. */
export async function runService(start: () => Promise<void>): Promise<void> {
  try {
    requireNode();
    await start();
  } catch (error) {
    console.error(error instanceof StartRefused ? error.message : error);
    process.exit(1);
  }
}
