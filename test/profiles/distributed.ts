import { System } from '../kit/system.js';
import { type StartOptions } from './deployment.js';
import { DistributedDeployment, type DistributedOptions } from './distributed-deployment.js';

/** Starts all services, each with several processes, on a Kafka broker of their own. */
export async function start(options: StartOptions = {}): Promise<System> {
  const { system } = await startDistributed(options);
  return system;
}

/** The same, for those who do harm to single processes and engines. */
export async function startDistributed(
  options: DistributedOptions = {},
): Promise<{ readonly system: System; readonly deployment: DistributedDeployment }> {
  const deployment = await DistributedDeployment.prepare(options);
  try {
    await options.prepare?.(deployment);
    const system = new System(deployment);
    await system.start({ ready: options.ready ?? true });
    return { system, deployment };
  } catch (error) {
    await deployment.kill();
    await deployment.dispose();
    throw error;
  }
}
