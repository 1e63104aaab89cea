// Loaded into a process by `--require`: on SIGUSR2 it writes a heap snapshot, after a collection, to the path in
// HEAP_SNAPSHOT; `.pid` beside it tells whom to signal.
const { renameSync, writeFileSync } = require('node:fs');
const v8 = require('node:v8');

const path = process.env.HEAP_SNAPSHOT;
v8.setFlagsFromString('--heap-snapshot-string-limit=10000000'); // else long strings are cut
writeFileSync(`${path}.pid`, String(process.pid));
process.on('SIGUSR2', () => {
  renameSync(v8.writeHeapSnapshot(`${path}.part`), path);
});
