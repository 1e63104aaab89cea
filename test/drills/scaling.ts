import { type ServiceName } from '../profiles/distributed-deployment.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

/** Processes come and go. */
export const scaling: Drill = {
  name: 'scaling',
  run: (options) => runUnderLoad('scaling', { work: outAndIn }, options),
};

async function outAndIn(stage: DrillStage): Promise<void> {
  const scale = (service: ServiceName, to: number): Promise<void> => {
    const now = String(stage.deployment.of(service).length);
    return stage.step(`${service}: ${now} to ${String(to)}, until all confirm`, () => scaleTo(stage, service, to));
  };
  await scale('verification', 6);
  await scale('key-command', 4);
  await scale('activity', 4);
  await scale('verification', 2);
  await scale('key-command', 1);
  await scale('activity', 1);
}

async function scaleTo(stage: DrillStage, service: ServiceName, count: number): Promise<void> {
  const { deployment, rotation } = stage;
  while (deployment.of(service).length < count) await deployment.add(service);
  for (const replica of deployment.of(service).slice(count))
    await rotation.without(replica, () => deployment.remove(replica));
  await stage.allWell();
}
