import { describe, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const SHUT_DOWN = pathToFileURL(`${import.meta.dirname}/shut-down.ts`).href;

/** A process that works until it is told to stop, and then takes `closeMs` to close. */
function start({ closeMs = 0, drainMs = 0, after = '' } = {}): ChildProcessByStdio<null, Readable, Readable> {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (specifier, context, next) => next(specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context) });
    const { installShutdown } = await import(${JSON.stringify(SHUT_DOWN)});
    const log = (level) => (details, message) => console.log(level, message ?? details, details.err?.message ?? '');
    installShutdown({
      logger: { info: log('info'), fatal: log('fatal') },
      readiness: { add: (name, check) => { console.log('not ready:', check()); } },
      drainMs: ${String(drainMs)},
      close: () => new Promise((done) => setTimeout(() => { console.log('closed'); done(); }, ${String(closeMs)})),
    });
    setInterval(() => {}, 1000);
    console.error('up');
    ${after}`;
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ending(child: ChildProcessByStdio<null, Readable, Readable>): Promise<{ code: unknown; output: string }> {
  const output = text(child.stdout);
  const [code] = await once(child, 'exit') as unknown[];
  return { code, output: await output };
}

describe('a process that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('reports not ready, drains, closes and ends with 0 on %s', async (signal) => {
    const child = start({ drainMs: 50 });
    await once(child.stderr, 'data');
    child.kill(signal);
    const { code, output } = await ending(child);
    expect(code).toBe(0);
    expect(output.split('\n').map((line) => line.trim())).toEqual(['info shutting down', 'not ready: shutting down', 'closed', 'info stopped', '']);
  });

  it('takes signals in quick succession for one: a terminal and npm both pass on a Ctrl-C', async () => {
    const child = start({ closeMs: 300 });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect((await ending(child)).code).toBe(0);
  });

  it('ends at once, with 1, when it is told again', async () => {
    const child = start({ closeMs: 60_000, after: "process.once('SIGTERM', () => setTimeout(() => process.kill(process.pid, 'SIGTERM'), 1100));" });
    await once(child.stderr, 'data');
    child.kill('SIGTERM');
    expect(await ending(child)).toMatchObject({ code: 1, output: expect.not.stringContaining('closed') });
  });
});

it.each(["throw new Error('lost');", "Promise.reject(new Error('lost'));"])('an error that nobody caught is logged and ends the process with 1: %s', async (after) => {
  expect(await ending(start({ after }))).toMatchObject({ code: 1, output: expect.stringContaining('fatal uncaught error lost') });
});
