import { freePort } from '../profiles/free-port.js';
import { FaultProxy } from './fault-proxy.js';
import { type Engine, type KafkaEngine } from './engine.js';

export type NamedProxy = readonly [name: string, proxy: FaultProxy];

/** A proxy for each name, to the broker's port of the same index. */
export function openProxies(
  names: readonly string[],
  ports: readonly number[],
  host = '127.0.0.1',
): Promise<NamedProxy[]> {
  return Promise.all(
    names.map(async (name, index) => [name, await FaultProxy.to(`${host}:${String(ports[index])}`, 'kafka')] as const),
  );
}

/** The brokers and their proxies, which are removed with them. */
export function kafkaOf(brokers: readonly Engine[], named: readonly NamedProxy[] = []): KafkaEngine {
  const proxies = new Map(named);
  const addresses = brokers.map(({ address }) => address);
  const all = async (work: (broker: Engine) => Promise<void>): Promise<void> => {
    await Promise.all(brokers.map(work));
  };
  return {
    brokers,
    addresses,
    address: addresses.join(','),
    kill: () => all((broker) => broker.kill()),
    restart: () => all((broker) => broker.restart()),
    freeze: () => all((broker) => broker.freeze()),
    thaw: () => all((broker) => broker.thaw()),
    stop: async () => {
      await Promise.all(named.map(([, proxy]) => proxy.remove()));
      await all((broker) => broker.stop());
    },
    proxy: (name) => {
      const proxy = proxies.get(name);
      if (proxy === undefined) throw new RangeError(`the engine was started without a proxy named ${name}`);
      return proxy;
    },
  };
}

/** So many different ports of the loopback address that nothing listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
