import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import process from 'node:process';

const hasTaskset = spawnSync('taskset', ['-c', '0', 'true']).status === 0;
const cores = availableParallelism();

/** Servers run on the first core and the load generator on the second, where there are two and `taskset` can say so. */
export const pinned = hasTaskset && cores > 1;

export function describeMachine() {
  const machine = `${cores} × ${cpus()[0]?.model ?? 'unknown'}`;
  return `Node ${process.version}, ${machine}, ${pinned ? 'server pinned to one core, load generator to another' : 'nothing pinned'}`;
}

/** Pins this process, the load generator. */
export function pinLoadGenerator() {
  if (pinned) spawnSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)]);
}

/** Puts a running process on the server's core. */
export function pinServer(pid) {
  if (pinned) spawnSync('taskset', ['-a', '-c', '-p', '0', String(pid)]);
}

/** Runs Node on the server's core, or (`anywhere`) on any; its output goes to stderr only when it fails. */
export function spawnServer(args, env, { anywhere = false } = {}) {
  const command = pinned && !anywhere ? ['taskset', '-c', '0', process.execPath, ...args] : [process.execPath, ...args];
  const child = spawn(command[0], command.slice(1), {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout.resume();
  return {
    child,
    /** Asks it to end, and waits. */
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const TICK_MS = 10;

/**
 * Milliseconds of CPU that a process has used, all threads; NaN where the system does not tell. What else runs on the
 * machine does not change it.
 */
export function cpuMsOf(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

export function median(values) {
  return quantile(values, 0.5);
}

/** The value that the share `q` of all values lies below. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** Prints rows of equal members as a table. */
export function printTable(rows) {
  const names = Object.keys(rows[0] ?? {});
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => String(row[name]).length)));
  const line = (cells) =>
    cells
      .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at])))
      .join('   ');
  console.log(line(names));
  console.log(widths.map((width) => '-'.repeat(width)).join('   '));
  for (const row of rows) console.log(line(names.map((name) => row[name])));
}

/**
 * Prints a server beside its baseline. `rounds`: by what was asked, pairs `{ bare, keyward }` of `{ rate, cpuMicros }`.
 * `verdictsOf`: how many verdicts one question is for.
 */
export function printComparison({ heading, baseline, rounds, verdictsOf = () => 1 }) {
  printTable(
    Object.entries(rounds).map(([asked, measured]) => {
      const of = (pick) => median(measured.map(pick));
      const cpuMicros = of(({ keyward }) => keyward.cpuMicros);
      return {
        [heading]: asked,
        [`${baseline} /s`]: Math.round(of(({ bare }) => bare.rate)),
        'Keyward /s': Math.round(of(({ keyward }) => keyward.rate)),
        ratio: of(({ bare, keyward }) => keyward.rate / bare.rate).toFixed(2),
        'bare CPU µs': of(({ bare }) => bare.cpuMicros).toFixed(0),
        'Keyward CPU µs': cpuMicros.toFixed(0),
        'ratio by CPU': of(({ bare, keyward }) => bare.cpuMicros / keyward.cpuMicros).toFixed(2),
        'keys per s of CPU': Math.round((verdictsOf(asked) * 1e6) / cpuMicros),
      };
    }),
  );
}
