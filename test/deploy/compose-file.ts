import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DeployedProcess, ROOT } from './deployed-process.js';

const IMAGE = 'keyward:development';
const variable = z.union([z.string(), z.number()]).transform(String);
const SERVICE = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), variable).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({}).optional(),
});
const COMPOSE_FILE = z.object({ services: z.record(z.string(), SERVICE), volumes: z.record(z.string(), z.null()) });

export interface Mount {
  readonly service: string;
  /** A path of the repository (`./…`) or the name of a volume. */
  readonly source: string;
  readonly target: string;
}

/** What docker-compose.yml describes. */
export function composeFile(): {
  readonly processes: readonly DeployedProcess[];
  readonly services: readonly string[];
  readonly mounts: readonly Mount[];
  readonly ports: readonly string[];
  /** Services whose health another waits for. */
  readonly awaited: readonly string[];
  /** Services with a health check. */
  readonly checked: readonly string[];
} {
  const { services } = COMPOSE_FILE.parse(
    parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }),
  );
  return {
    services: Object.keys(services),
    ports: Object.values(services).flatMap(({ ports }) => ports),
    awaited: Object.values(services).flatMap(({ depends_on }) =>
      Object.keys(depends_on).filter((name) => depends_on[name]?.condition === 'service_healthy'),
    ),
    checked: Object.keys(services).filter((name) => services[name]?.healthcheck !== undefined),
    processes: Object.entries(services)
      .filter(([, { image }]) => image === IMAGE)
      .map(([name, { command, environment }]) => ({ name, entry: command[0] ?? '', environment })),
    mounts: Object.entries(services).flatMap(([service, { volumes }]) =>
      volumes.map((volume) => {
        const [source = '', target = ''] = volume.split(':');
        return { service, source, target };
      }),
    ),
  };
}
