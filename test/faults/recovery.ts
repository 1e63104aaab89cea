import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { type System } from '../kit/system.js';
import { person, type User } from '../kit/users.js';
import { RecordingClient } from './recording-client.js';
import { type Targets } from './traffic.js';

const WITHIN = { timeout: 120_000, every: 25 };

/** Asks a system until all of it does what it should. */
export class Recovery {
  /** What was asked and answered. */
  readonly client: RecordingClient;
  private readonly prober: User = person('prober', 'analyst');

  constructor(
    system: System,
    private readonly targets: Targets,
  ) {
    this.client = new RecordingClient(system);
  }

  /**
   * Resolves once the processes at `addresses` are ready, every replica accepts a key whose creation is confirmed by
   * all, and none whose end is.
   */
  async complete(addresses: readonly string[]): Promise<void> {
    const replicas = this.targets.of('verification').map(({ address }) => address);
    const [{ address: process } = { address: '' }] = this.targets.of('key-command');
    await eventually(async () => {
      for (const address of addresses) {
        const { status } = await exchange(address, { path: '/health/ready' });
        if (status !== 200) throw new Error(`${address} is not ready`);
      }
      const key = await this.client.create(process, this.prober, 'Recovered');
      const [credential] = key?.credentials ?? [];
      if (key === undefined || credential === undefined) throw new Error('no key could be created');
      const expectAll = async (code: string): Promise<void> => {
        const codes = await Promise.all(replicas.map((replica) => this.client.verify(replica, credential)));
        if (codes.some((each) => each !== code)) throw new Error(`not ${code} everywhere: ${codes.join(', ')}`);
      };
      await expectAll('valid');
      const revoked = await this.client.revoke(process, key);
      if (revoked?.propagation.confirmed !== true || revoked.propagation.replicas < replicas.length)
        throw new Error('a revoke was not confirmed by all replicas');
      await expectAll('revoked');
    }, WITHIN);
  }
}
