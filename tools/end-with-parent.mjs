// Loaded into a program by --import: its standard input is a pipe from whoever started it, and closes when that one is
// gone, however it ended.
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

const INSIST_MS = 3000;

function end() {
  setTimeout(() => {
    process.kill(process.pid, 'SIGKILL');
  }, INSIST_MS).unref();
  process.kill(process.pid, 'SIGINT');
}

if (isMainThread)
  process.stdin
    .on('error', () => undefined)
    .once('close', end)
    .resume()
    .unref();
