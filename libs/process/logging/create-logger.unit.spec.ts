import { describe, expect, it } from '@jest/globals';
import { createLogger } from './create-logger.js';
import { NestLogger } from './nest-logger.js';

const key = 'claribi_sk_live_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): { line: string; entry: unknown } {
  const lines: string[] = [];
  write(
    createLogger({
      level: 'debug',
      name: 'test',
      destination: {
        write: (line) => {
          lines.push(line);
        },
      },
    }),
  );
  const line = lines.join('');
  return { line, entry: line === '' ? undefined : JSON.parse(line) };
}

describe('the log', () => {
  it('is one JSON object per line with level, time and app', () => {
    expect(
      logged((logger) => {
        logger.info({ count: 3 }, 'counted');
      }).entry,
    ).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      name: 'test',
      count: 3,
      msg: 'counted',
    });
  });

  it.each([
    [
      'a header',
      {
        req: {
          headers: {
            authorization: 'Basic c2VjcmV0',
            'x-api-key': 'c2VjcmV0',
            cookie: 'c2VjcmV0',
            'x-gateway-token': 'c2VjcmV0',
          },
        },
      },
    ],
    ['a member named so', { secret: 'c2VjcmV0', body: { key: 'c2VjcmV0', password: 'c2VjcmV0' } }],
  ])('leaves out what is secret by its name: %s', (_what, details) => {
    expect(
      logged((logger) => {
        logger.info(details);
      }).line,
    ).not.toContain('c2VjcmV0');
  });

  it.each([
    [
      'a message',
      (logger: ReturnType<typeof createLogger>, text: string) => {
        logger.info(`got ${text}`);
      },
    ],
    [
      'a member',
      (logger: ReturnType<typeof createLogger>, text: string) => {
        logger.info({ deep: { inside: [text] } });
      },
    ],
    [
      'an error, its stack and its cause',
      (logger: ReturnType<typeof createLogger>, text: string) => {
        logger.error({ err: new Error(text, { cause: new Error(text) }) }, 'failed');
      },
    ],
  ])('masks what looks like a credential in %s', (_where, write) => {
    const ofKey = logged((logger) => {
      write(logger, key);
    });
    expect(ofKey.line).not.toContain('EfGhIjKl');
    expect(ofKey.line).toContain('claribi_sk_live_AbCd***');
    expect(ofKey.entry).toBeDefined();
    expect(
      logged((logger) => {
        write(logger, jwt);
      }).line,
    ).not.toContain('eyJzdWIi');
    expect(
      logged((logger) => {
        write(logger, 'Bearer abcdef0123456789');
      }).line,
    ).not.toContain('abcdef');
  });

  it('keeps the hint of a key', () => {
    expect(
      logged((logger) => {
        logger.info({ hint: 'claribi_sk_live_AbCd' });
      }).entry,
    ).toMatchObject({ hint: 'claribi_sk_live_AbCd' });
  });

  it('takes what Nest says: its start-up at debug, its errors with stack and context', () => {
    expect(
      logged((logger) => {
        new NestLogger(logger).log('Mapped {/}', 'Router');
      }).entry,
    ).toMatchObject({ level: 'debug', context: 'Router', msg: 'Mapped {/}' });
    expect(
      logged((logger) => {
        new NestLogger(logger).error('failed', 'Error: at x', 'Module');
      }).entry,
    ).toMatchObject({ level: 'error', stack: 'Error: at x', context: 'Module' });
  });
});
