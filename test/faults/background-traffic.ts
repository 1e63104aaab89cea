import { type System } from '../kit/system.js';
import { type DistributedDeployment } from '../profiles/distributed-deployment.js';
import { Traffic } from './traffic.js';

/** Traffic for the tests of one file. */
export class BackgroundTraffic {
  /** All that was started. */
  readonly past: Traffic[] = [];

  constructor(
    private readonly system: System,
    private readonly deployment: DistributedDeployment,
  ) {}

  /** Traffic that is under way. */
  async start(seed: number): Promise<Traffic> {
    const traffic = new Traffic(this.system, this.deployment, { seed });
    this.past.push(traffic);
    await traffic.start();
    await traffic.commands(8);
    return traffic;
  }

  /** Ends what a test that failed left running. */
  async abandon(): Promise<void> {
    await Promise.all(this.past.map((traffic) => traffic.abandon()));
  }
}
