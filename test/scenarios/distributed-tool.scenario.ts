import { describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { eventually } from '../kit/eventually.js';
import { freePort } from '../profiles/free-port.js';

const ROOT = resolve(import.meta.dirname, '../..');
const START_MS = 180_000;
const END_MS = 30_000;

/** npm with all that it starts, in a process group of its own, as a terminal or `timeout` starts it. */
async function started() {
  const npm = spawn('npm', ['run', 'start:distributed'], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, PORT: String(await freePort()), KAFKA_BROKERS: '', MONGO_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.push(text);
    });
  const ended = once(npm, 'exit').then(() => {
    throw new Error(`it ended:\n${output.join('')}`);
  });
  await Promise.race([
    ended,
    eventually(
      () => {
        expect(output.join('')).toMatch(/Ctrl-C ends all of it/);
      },
      { timeout: START_MS },
    ),
  ]);
  ended.catch(() => undefined);
  const ports = [...output.join('').matchAll(/^ {2}[\w-]+ +(?:http:\/\/)?127\.0\.0\.1:(\d+)$/gm)].map(([, port]) =>
    Number(port),
  );
  return { npm, ports };
}

function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket
      .once('connect', () => {
        resolve(true);
      })
      .once('error', () => {
        resolve(false);
      });
  }).then((taken) => {
    socket.destroy();
    return taken === true;
  });
}

const takenOf = async (ports: readonly number[]) => {
  const taken = await Promise.all(ports.map(isTaken));
  return ports.filter((_, nth) => taken[nth]);
};

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function toGroup(npm: ChildProcess, signal: NodeJS.Signals): void {
  if (!hasEnded(npm)) process.kill(-(npm.pid ?? 0), signal);
}

/** The process that starts the services; npm, its shell and the start script are above it. */
function toolBelow({ pid = 0 }: ChildProcess): number {
  const childOf = (parent: number) =>
    Number(
      readFileSync(`/proc/${String(parent)}/task/${String(parent)}/children`, 'utf8')
        .trim()
        .split(' ')[0],
    );
  return childOf(childOf(childOf(pid)));
}

describe('npm run start:distributed leaves neither a service nor an engine behind', () => {
  it.each<[string, (npm: ChildProcess) => void | Promise<void>]>([
    [
      'SIGTERM reaches its process group, as timeout sends it',
      (npm) => {
        toGroup(npm, 'SIGTERM');
      },
    ],
    [
      'Ctrl-C is pressed again and again',
      (npm) =>
        eventually(
          () => {
            toGroup(npm, 'SIGINT');
            expect(hasEnded(npm)).toBe(true);
          },
          { every: 200, timeout: END_MS },
        ),
    ],
    [
      'the process that started the services is killed',
      (npm) => {
        process.kill(toolBelow(npm), 'SIGKILL');
      },
    ],
    [
      'its process group is killed',
      (npm) => {
        toGroup(npm, 'SIGKILL');
      },
    ],
  ])(
    'when %s',
    async (_, stop) => {
      const { npm, ports } = await started();
      expect(ports).toHaveLength(7);
      expect(await takenOf(ports)).toEqual(ports);
      try {
        await stop(npm);
        await eventually(
          async () => {
            expect(await takenOf(ports)).toEqual([]);
          },
          { timeout: END_MS },
        );
      } finally {
        toGroup(npm, 'SIGKILL');
      }
    },
    START_MS + 60_000,
  );
});
