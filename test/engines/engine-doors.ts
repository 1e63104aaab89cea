import { freePort } from '../profiles/free-port.js';
import { Door } from './door.js';
import { type Engine, type KafkaEngine } from './engine.js';

export type NamedDoor = readonly [name: string, door: Door];

/** A door for each name, to the broker's port of the same index. */
export function openDoors(
  names: readonly string[],
  ports: readonly number[],
  host = '127.0.0.1',
): Promise<NamedDoor[]> {
  return Promise.all(
    names.map(async (name, index) => [name, await Door.to(`${host}:${String(ports[index])}`, 'kafka')] as const),
  );
}

/** The engine and its doors, which are removed with it. */
export function withDoors(engine: Engine, named: readonly NamedDoor[]): KafkaEngine {
  const doors = new Map(named);
  return {
    address: engine.address,
    kill: () => engine.kill(),
    restart: () => engine.restart(),
    freeze: () => engine.freeze(),
    thaw: () => engine.thaw(),
    stop: async () => {
      await Promise.all(named.map(([, door]) => door.remove()));
      await engine.stop();
    },
    door: (name) => {
      const door = doors.get(name);
      if (door === undefined) throw new RangeError(`the engine was started without a door named ${name}`);
      return door;
    },
  };
}

/** So many different ports of the loopback address that nothing listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
