import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HostTokens } from './host-tokens';

const MINUTE_MS = 60_000;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: Record<string, unknown> = {}) =>
  [
    'e30',
    base64url({ org: 'acme', sub: 'añn', iat: 1000, exp: 1300, ...claims }),
    `signature${String(Math.random()).slice(2)}`,
  ].join('.');

/** Both ends of a channel, without a browser's queue between them. */
class Ends {
  readonly toHost: unknown[] = [];
  readonly port = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    postMessage: (message: unknown) => {
      this.toHost.push(message);
    },
  };
  readonly startAnew = jest.fn();
  readonly tokens = new HostTokens(Promise.resolve(this.port as unknown as MessagePort), this.startAnew);

  say(data: unknown): void {
    this.port.onmessage?.({ data });
  }

  /** What `call` gets when the host answers with `answers`, one for each time it is asked. */
  async asked<T>(call: Promise<T>, answer: unknown): Promise<T> {
    await Promise.resolve();
    await Promise.resolve();
    this.say({ type: 'token', token: answer });
    return call;
  }
}

let ends: Ends;
beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  ends = new Ends();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the token of a frame', () => {
  it('is asked for once, however many calls need it, and used while it is good', async () => {
    const token = tokenOf();
    const both = Promise.all([ends.tokens.current(), ends.tokens.current()]);
    expect(await ends.asked(both, token)).toEqual([token, token]);
    jest.advanceTimersByTime(4 * MINUTE_MS - 1);
    expect(await ends.tokens.current()).toBe(token);
    expect(ends.toHost).toEqual([{ type: 'token-wanted' }]);
  });

  it('is asked for again a minute before it expires', async () => {
    await ends.asked(ends.tokens.current(), tokenOf());
    jest.advanceTimersByTime(4 * MINUTE_MS);
    const next = tokenOf();
    expect(await ends.asked(ends.tokens.current(), next)).toBe(next);
  });

  it('of less than four minutes is asked for again after three quarters of its life', async () => {
    const token = tokenOf({ exp: 1040 });
    await ends.asked(ends.tokens.current(), token);
    jest.advanceTimersByTime(29_999);
    expect(await ends.tokens.current()).toBe(token);
    jest.advanceTimersByTime(1);
    const next = tokenOf();
    expect(await ends.asked(ends.tokens.current(), next)).toBe(next);
  });

  it('is asked for again when Keyward refuses it, once for all calls that were refused', async () => {
    const [first, next] = [tokenOf(), tokenOf()];
    await ends.asked(ends.tokens.current(), first);
    expect(await ends.asked(Promise.all([ends.tokens.inPlaceOf(first), ends.tokens.inPlaceOf(first)]), next)).toEqual([
      next,
      next,
    ]);
    expect(await ends.tokens.inPlaceOf(first)).toBe(next);
    expect(ends.toHost).toHaveLength(2);
  });

  it('is none when nobody is signed in', async () => {
    await ends.asked(ends.tokens.current(), tokenOf());
    jest.advanceTimersByTime(4 * MINUTE_MS);
    expect(await ends.asked(ends.tokens.current(), null)).toBeNull();
    const next = tokenOf();
    expect(await ends.asked(ends.tokens.current(), next)).toBe(next);
  });

  it('is the last one while the host does not answer, none without one; the next call asks again', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const call = ends.tokens.current();
    await Promise.resolve();
    jest.advanceTimersByTime(10_000);
    expect(await call).toBeNull();
    const token = tokenOf();
    await ends.asked(ends.tokens.current(), token);
    jest.advanceTimersByTime(4 * MINUTE_MS);
    const renewal = ends.tokens.current();
    await Promise.resolve();
    jest.advanceTimersByTime(10_000);
    expect(await renewal).toBe(token);
    expect(warn).toHaveBeenCalledTimes(2);
    warn.mockRestore();
  });

  it.each([{ sub: 'bob' }, { org: 'other' }])(
    'of somebody else starts the page anew and serves no call, even after a sign-out: %j',
    async (other) => {
      await ends.asked(ends.tokens.current(), tokenOf());
      jest.advanceTimersByTime(4 * MINUTE_MS);
      await ends.asked(ends.tokens.current(), null);
      const served = jest.fn();
      void ends.tokens.current().then(served);
      await ends.asked(Promise.resolve(), tokenOf(other));
      expect([ends.startAnew.mock.calls.length, served.mock.calls.length]).toEqual([1, 0]);
    },
  );

  it.each([
    ['a long life', tokenOf({ exp: 1601 }), 'valid for 601 seconds'],
    ['no times', tokenOf({ iat: undefined }), 'must have iat and exp'],
    ['no form of a JWT', 'opaque', 'no JWT'],
    ['no claims', `e30.${base64url('text')}.s`, 'no JWT'],
  ])('is refused for %s, and the host is told why without it', async (_, token, reason) => {
    expect(await ends.asked(ends.tokens.current(), token)).toBeNull();
    expect(ends.toHost[1]).toEqual({ type: 'token-refused', reason: expect.stringContaining(reason) });
    expect(JSON.stringify(ends.toHost)).not.toContain(token);
  });

  it('is not taken unless asked for, nor from another message', async () => {
    ends.say({ type: 'token', token: tokenOf() });
    const wanted = tokenOf();
    const call = ends.tokens.current();
    await ends.asked(Promise.resolve(), 7);
    ends.say({ type: 'other', token: tokenOf() });
    ends.say(null);
    expect(await ends.asked(call, wanted)).toBe(wanted);
  });
});
