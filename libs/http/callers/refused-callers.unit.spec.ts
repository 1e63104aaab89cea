import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { MinuteWindows } from './minute-windows.js';
import { networkOf } from './network-of.js';
import { RefusedCallers } from './refused-callers.js';

class Stage {
  now = 0;
  readonly lines: unknown[] = [];
  readonly metrics = new Registry();
  readonly refused = new RefusedCallers({
    metrics: this.metrics,
    logger: {
      warn: (details: unknown) => {
        this.lines.push(details);
      },
    },
    trustedProxies: [],
    windows: (mostNames) => new MinuteWindows(mostNames, () => this.now),
  });

  total(): Promise<string> {
    return this.metrics.metrics();
  }
}

describe('a refused caller', () => {
  it('is counted by door and reason, each time', async () => {
    const { refused, ...stage } = new Stage();
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2'])
      refused.note('verify', 'service-token-invalid', address);
    refused.note('rpc', 'service-token-invalid', undefined);
    const text = await stage.metrics.metrics();
    expect(text).toContain('keyward_callers_refused_total{door="verify",reason="service-token-invalid"} 3');
    expect(text).toContain('keyward_callers_refused_total{door="rpc",reason="service-token-invalid"} 1');
  });

  it('leaves one line a minute for each door, reason and address, and the next one says how many were not shown', () => {
    const stage = new Stage();
    for (let times = 0; times < 5; times++) stage.refused.note('authorize', 'key-missing', '192.0.2.1');
    stage.refused.note('authorize', 'key-ambiguous', '192.0.2.1');
    stage.refused.note('authorize', 'key-missing', '192.0.2.2');
    stage.now = 61_000;
    stage.refused.note('authorize', 'key-missing', '192.0.2.1');
    expect(stage.lines).toEqual([
      { door: 'authorize', reason: 'key-missing', remote: '192.0.2.1' },
      { door: 'authorize', reason: 'key-ambiguous', remote: '192.0.2.1' },
      { door: 'authorize', reason: 'key-missing', remote: '192.0.2.2' },
      { door: 'authorize', reason: 'key-missing', remote: '192.0.2.1', notShown: 4 },
    ]);
  });

  it('cannot flood the log from many addresses', async () => {
    const stage = new Stage();
    for (let host = 0; host < 50_000; host++)
      stage.refused.note(
        'management',
        'token-invalid',
        `10.${String(host >> 16)}.${String((host >> 8) & 255)}.${String(host & 255)}`,
      );
    expect(stage.lines).toHaveLength(100);
    expect(await stage.total()).toContain('reason="token-invalid"} 50000');
  });

  it('is none when the process is at fault', async () => {
    const stage = new Stage();
    for (const reason of ['internal', 'verdict-unavailable', 'not-ready', 'permission-denied'] as const)
      stage.refused.note('verify', reason, '192.0.2.1');
    expect([stage.lines, await stage.total()]).toEqual([
      [],
      expect.not.stringMatching(/^keyward_callers_refused_total\{/m),
    ]);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:db8::7:0:0:0:1', '2001:db8:0:7::/64'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
