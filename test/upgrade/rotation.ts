import { type Targets } from '../faults/traffic.js';
import { type DistributedDeployment, type ServiceName } from '../profiles/distributed-deployment.js';
import { type Replica } from '../profiles/replica.js';

/** What a load balancer does: requests go, in turn, to the processes that have not been taken out. */
export class Rotation implements Targets {
  private readonly out = new Set<Replica>();
  private turn = 0;

  constructor(private readonly deployment: DistributedDeployment) {}

  /** As many ways to the service as it has processes, each to one that is in rotation when it is looked up. */
  of(service: ServiceName): readonly { readonly address: string }[] {
    const next = (): string => this.next(service);
    return this.deployment.of(service).map(() => ({
      get address() {
        return next();
      },
    }));
  }

  async without(replica: Replica, work: () => Promise<void>): Promise<void> {
    this.out.add(replica);
    await work();
    this.out.delete(replica);
  }

  private next(service: ServiceName): string {
    const left = this.deployment.of(service).filter((replica) => !this.out.has(replica));
    return left[this.turn++ % left.length]?.address ?? '';
  }
}
