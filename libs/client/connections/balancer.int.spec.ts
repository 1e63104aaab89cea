import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../../../test/kit/eventually.js';
import { VerdictUnavailable } from '../key-verifier.js';
import { Balancer, type BalancerOptions, NoVerdict } from './balancer.js';

type Behaviour = 'answers' | 'gives no verdict' | 'fails' | 'is refused' | 'hangs';

/** Connections that are named by their address and how many there were before. */
class Links {
  readonly left: string[] = [];
  readonly asked: string[] = [];
  readonly ips = new Map<string, Behaviour>();
  private made = 0;

  balancer(options: Partial<BalancerOptions<Link>> = {}): Balancer<Link> {
    return new Balancer({
      services: [{ name: 'verification', host: 'verification' }],
      lookup: () => Promise.resolve([...this.ips.keys()]),
      timeoutMs: 30_000,
      ...options,
      connect: ({ ip }) => {
        const name = `${ip}#${String(this.made++)}`;
        return {
          ip,
          leave: () => this.left.push(name),
          end: () => this.left.push(name),
        };
      },
    });
  }

  async ask(balancer: Balancer<Link>): Promise<string> {
    return balancer.ask(async ({ ip }, timeoutMs) => {
      this.asked.push(ip);
      switch (this.ips.get(ip)) {
        case 'answers':
          return ip;
        case 'gives no verdict':
          throw new NoVerdict('503', 7);
        case 'is refused':
          throw new VerdictUnavailable('401');
        case 'hangs':
          await new Promise((resolve) => setTimeout(resolve, timeoutMs));
          throw new Error('timeout');
        default:
          throw new Error('refused');
      }
    });
  }
}
interface Link {
  readonly ip: string;
  leave(): void;
  end(): void;
}

afterEach(() => {
  jest.useRealTimers();
});

describe('a verifier that has several addresses', () => {
  it('asks each in turn', async () => {
    const links = new Links();
    for (const ip of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) links.ips.set(ip, 'answers');
    const balancer = links.balancer();
    for (let question = 0; question < 30; question++) await links.ask(balancer);
    for (const ip of links.ips.keys()) expect(links.asked.filter((asked) => asked === ip)).toHaveLength(10);
    expect(links.left).toEqual([]);
  });

  it.each<Behaviour>(['gives no verdict', 'fails'])(
    'finds a verdict where one of them %s, and leaves it',
    async (bad) => {
      const links = new Links();
      links.ips.set('10.0.0.1', 'answers').set('10.0.0.2', bad);
      const balancer = links.balancer();
      for (let question = 0; question < 20; question++) expect(await links.ask(balancer)).toBe('10.0.0.1');
      expect(links.asked.filter((ip) => ip === '10.0.0.2').length).toBeLessThan(10); // it comes after the other
      expect(links.left.every((name) => name.startsWith('10.0.0.2'))).toBe(true);
      expect(links.left.length).toBeGreaterThan(0);
    },
  );

  it('finds a verdict in time where one of them hangs', async () => {
    const links = new Links();
    links.ips.set('10.0.0.1', 'answers').set('10.0.0.2', 'hangs');
    const balancer = links.balancer({ timeoutMs: 400 });
    for (let question = 0; question < 4; question++) expect(await links.ask(balancer)).toBe('10.0.0.1');
  });

  it('says what the last of them said when none has a verdict', async () => {
    const links = new Links();
    links.ips.set('10.0.0.1', 'gives no verdict').set('10.0.0.2', 'gives no verdict');
    await expect(links.ask(links.balancer())).rejects.toMatchObject({ retryAfterSeconds: 7 });
    expect(links.asked).toHaveLength(2);
  });

  it('asks nobody else what everybody would answer alike', async () => {
    const links = new Links();
    links.ips.set('10.0.0.1', 'is refused').set('10.0.0.2', 'is refused');
    await expect(links.ask(links.balancer())).rejects.toBeInstanceOf(VerdictUnavailable);
    expect(links.asked).toHaveLength(1);
    expect(links.left).toEqual([]);
  });

  it('finds the addresses that took over, once one does not answer', async () => {
    const links = new Links();
    links.ips.set('10.0.0.1', 'answers');
    const balancer = links.balancer();
    await links.ask(balancer);
    links.ips.clear();
    links.ips.set('10.0.0.9', 'answers');
    await eventually(async () => {
      expect(await links.ask(balancer)).toBe('10.0.0.9');
    });
  });

  it('asks addresses that were added, half a minute later, and leaves those that are gone', async () => {
    jest.useFakeTimers();
    const links = new Links();
    links.ips.set('10.0.0.1', 'answers').set('10.0.0.2', 'answers');
    const balancer = links.balancer();
    for (let question = 0; question < 4; question++) await links.ask(balancer);
    links.ips.delete('10.0.0.1');
    links.ips.set('10.0.0.3', 'answers');
    jest.advanceTimersByTime(31_000);
    for (let question = 0; question < 4; question++) await links.ask(balancer).catch(() => undefined); // it looks meanwhile
    links.asked.length = 0;
    for (let question = 0; question < 10; question++) await links.ask(balancer);
    expect(new Set(links.asked)).toEqual(new Set(['10.0.0.2', '10.0.0.3']));
    expect(links.left).toContain('10.0.0.1#1');
  });

  it('goes on with the addresses that it knows while the name cannot be looked up', async () => {
    jest.useFakeTimers();
    const links = new Links();
    links.ips.set('10.0.0.1', 'answers');
    let isLost = false;
    const lookup = () => (isLost ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(['10.0.0.1']));
    const balancer = links.balancer({ lookup });
    await links.ask(balancer);
    isLost = true;
    for (let minute = 0; minute < 5; minute++) {
      jest.advanceTimersByTime(60_000);
      expect(await links.ask(balancer)).toBe('10.0.0.1');
    }
  });

  it('asks nobody while it knows no address, and looks again', async () => {
    const links = new Links();
    const balancer = links.balancer();
    await expect(links.ask(balancer)).rejects.toThrow('no address');
    links.ips.set('10.0.0.1', 'answers');
    await eventually(async () => {
      expect(await links.ask(balancer)).toBe('10.0.0.1');
    });
  });

  it('asks nowhere once it is closed', async () => {
    const links = new Links();
    links.ips.set('10.0.0.1', 'answers');
    const balancer = links.balancer();
    await links.ask(balancer);
    balancer.close();
    await expect(links.ask(balancer)).rejects.toThrow('closed');
    expect(links.asked).toHaveLength(1);
    expect(links.left).toHaveLength(1);
  });
});
