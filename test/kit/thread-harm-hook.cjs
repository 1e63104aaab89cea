// Loaded into a process by `--require`: on SIGUSR2 the thread that the file THREAD_HARM names is ended, or stands still
// for so many milliseconds: {"thread", "standsMs"?}. It takes the file away when it does.
const { readFileSync, rmSync } = require('node:fs');
const { BroadcastChannel, isMainThread, threadName } = require('node:worker_threads');

const channel = new BroadcastChannel('harm');
channel.unref();
if (isMainThread)
  process.on('SIGUSR2', () => {
    channel.postMessage(JSON.parse(readFileSync(process.env.THREAD_HARM, 'utf8')));
  });
channel.onmessage = ({ data: { thread, standsMs } }) => {
  if (thread !== threadName) return;
  rmSync(process.env.THREAD_HARM);
  if (standsMs === undefined) process.exit(3);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, standsMs);
};
