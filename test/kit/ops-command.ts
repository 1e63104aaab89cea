import { AppProcess } from '../profiles/app-process.js';
import { type DistributedDeployment, type ServiceName } from '../profiles/distributed-deployment.js';
import { entryOf } from '../profiles/replica.js';

export interface OpsAnswer {
  readonly code: number | null;
  readonly json: unknown;
}

/** `npm run ops -- …` against `deployment`, with its answer for machines. */
export async function ops(deployment: DistributedDeployment, ...args: readonly string[]): Promise<OpsAnswer> {
  const env = {
    KAFKA_BROKERS: deployment.kafka.address,
    MONGO_URL: deployment.databaseOf('verification'),
    KEY_COMMAND_URL: deployment
      .of('key-command')
      .map(({ address }) => address)
      .join(','),
    SERVICE_TOKEN: deployment.serviceToken,
  };
  return forMachines(env, args);
}

/** The same with MONGO_URL of another service, or before anything of `deployment` is started. */
export function opsOnDatabase(
  deployment: DistributedDeployment,
  service: ServiceName,
  ...args: readonly string[]
): Promise<OpsAnswer> {
  return forMachines({ KAFKA_BROKERS: deployment.kafka.address, MONGO_URL: deployment.databaseOf(service) }, args);
}

/** `npm run ops -- …` with DATA_DIR, with its answer for machines. */
export function opsOnFolder(folder: string, ...args: readonly string[]): Promise<OpsAnswer> {
  return forMachines({ DATA_DIR: folder }, args);
}

/** What `npm run ops -- …` says to people, with DATA_DIR. */
export async function opsSays(folder: string, ...args: readonly string[]): Promise<string> {
  const app = AppProcess.spawn(entryOf('ops'), { DATA_DIR: folder }, process.cwd(), { args });
  await app.ended;
  return app.output;
}

async function forMachines(env: Readonly<Record<string, string>>, args: readonly string[]): Promise<OpsAnswer> {
  const app = AppProcess.spawn(entryOf('ops'), env, process.cwd(), { args: [...args, '--json'] });
  const { code } = await app.ended;
  return { code, json: parsed(app.output) };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch (error) {
    throw new Error(`this is no JSON:\n${output}`, { cause: error });
  }
}
