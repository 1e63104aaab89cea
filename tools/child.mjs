import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end with this process's own streams; signals reach it, and it does not outlive whoever started
 * this. Resolves with its exit code (128 + n when signal n killed it).
 */
export function runToEnd(program, args, options = {}) {
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  const forward = (signal) => {
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  const watch = watchParent(() => {
    child.kill('SIGTERM');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal]);
    });
  }).finally(() => {
    clearInterval(watch);
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}

/**
 * npm may be killed without a word, and the shell between it and this process dies of a signal without passing it on.
 */
function watchParent(onOrphaned) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    onOrphaned();
  }, 500).unref();
  return watch;
}

/** The parent; and npm above it, where the parent is npm's shell and the system (Linux) shows it. */
function ancestors() {
  const { ppid } = process;
  try {
    const [, name, parentOfParent] = /^\d+ \((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${ppid}/stat`, 'utf8'));
    return name === 'sh' ? `${ppid} ${parentOfParent}` : String(ppid);
  } catch {
    return String(ppid);
  }
}
