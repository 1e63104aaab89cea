import { describe, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const SIGNALS = pathToFileURL(`${import.meta.dirname}/signals/index.ts`).href;
const SHUT_DOWN = pathToFileURL(`${import.meta.dirname}/shut-down.ts`).href;

/**
 * A process that works until a signal stops it, and then takes `takesMs` to close. It is given `closeMs` for that.
 * `before` and `after`: what it does as well, before and after it can close.
 */
function start({ takesMs = 0, closeMs = 5000, drainMs = 0, before = '', after = '' } = {}): ChildProcessByStdio<
  null,
  Readable,
  Readable
> {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (specifier, context, next) => next(specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context) });
    await import(${JSON.stringify(SIGNALS)}); // before everything else, as each main.ts does
    const { installShutdown } = await import(${JSON.stringify(SHUT_DOWN)});
    ${before}
    const log = (level) => (details, message) => console.log(level, message ?? details, details.err?.message ?? details.open ?? '');
    installShutdown({
      logger: { info: log('info'), warn: log('warn'), fatal: log('fatal') },
      readiness: { add: (name, check) => { console.log('not ready:', check()); } },
      drainMs: ${String(drainMs)}, closeMs: ${String(closeMs)},
      answerWaiting: () => { console.log('nobody waits any more'); },
      close: () => new Promise((done) => setTimeout(() => { console.log('closed'); done(); }, ${String(takesMs)})),
      open: () => 'the log',
    });
    setInterval(() => {}, 1000);
    console.error('up');
    ${after}`;
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ending(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<{ code: unknown; output: string }> {
  const output = text(child.stdout);
  const [code] = (await once(child, 'exit')) as unknown[];
  return { code, output: await output };
}

describe('a process that is asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('reports not ready, drains, closes and ends with 0 on %s', async (signal) => {
    const child = start({ drainMs: 50 });
    await once(child.stderr, 'data');
    child.kill(signal);
    const { code, output } = await ending(child);
    expect(code).toBe(0);
    expect(output.split('\n').map((line) => line.trim())).toEqual([
      'info shutting down',
      'not ready: shutting down',
      'nobody waits any more',
      'closed',
      'info stopped',
      '',
    ]);
  });

  it('does not drain on SIGINT', async () => {
    const child = start({ drainMs: 60_000 });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await ending(child)).toMatchObject({ code: 0, output: expect.stringContaining('closed') });
  });

  it.each<[NodeJS.Signals, number]>([
    ['SIGTERM', 200],
    ['SIGINT', 60_000],
  ])(
    'ends with 0 on %s, and says what is open, when something does not close in time (%d ms)',
    async (signal, closeMs) => {
      const child = start({ takesMs: 600_000, closeMs });
      await once(child.stderr, 'data');
      const toldAt = performance.now();
      child.kill(signal);
      expect(await ending(child)).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^warn not everything was closed within \d+ ms; ending anyway the log$/m),
      });
      expect(performance.now() - toldAt).toBeLessThan(30_000);
    },
  );

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s before it has anything to close', async (signal) => {
    const child = start({
      before: "console.error('starting'); await new Promise((resolve) => setTimeout(resolve, 600_000));",
    });
    await once(child.stderr, 'data');
    child.kill(signal);
    expect(await ending(child)).toEqual({ code: 0, output: '' });
  });

  it('takes signals in quick succession for one: a terminal and npm both pass on a Ctrl-C', async () => {
    const child = start({ takesMs: 300 });
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect((await ending(child)).code).toBe(0);
  });

  it.each<[NodeJS.Signals, NodeJS.Signals, number]>([
    ['SIGINT', 'SIGINT', 300],
    ['SIGTERM', 'SIGINT', 300],
    ['SIGTERM', 'SIGTERM', 1100],
  ])('ends at once, with 1, when after %s it gets %s %d ms later', async (first, second, laterMs) => {
    const child = start({
      takesMs: 600_000,
      closeMs: 600_000,
      after: `process.once('${first}', () => setTimeout(() => process.kill(process.pid, '${second}'), ${String(laterMs)}));`,
    });
    await once(child.stderr, 'data');
    child.kill(first);
    expect(await ending(child)).toMatchObject({ code: 1, output: expect.not.stringContaining('closed') });
  });
});

it.each(["throw new Error('lost');", "Promise.reject(new Error('lost'));"])(
  'an error that nobody caught is logged and ends the process with 1: %s',
  async (after) => {
    expect(await ending(start({ after }))).toMatchObject({
      code: 1,
      output: expect.stringContaining('fatal uncaught error lost'),
    });
  },
);
