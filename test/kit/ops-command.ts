import { AppProcess } from '../profiles/app-process.js';
import { type DistributedDeployment } from '../profiles/distributed-deployment.js';
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
