import { setTimeout as pause } from 'node:timers/promises';
import { type System } from '../kit/system.js';
import { person, type User } from '../kit/users.js';
import { seededRandom } from '../kit/seeded-random.js';
import { type History } from './history.js';
import { type KnownCredential, type KnownKey, type Question, RecordingClient } from './recording-client.js';

export interface TrafficOptions {
  /** Decides what is done in which order, as far as answers do not. */
  readonly seed: number;
  readonly owners?: number;
  /** Default: `/v1/verify`. */
  readonly question?: Question;
}

/** The processes that traffic goes to; an address is looked up for each request. */
export interface Targets {
  of(service: 'verification' | 'key-command'): readonly { readonly address: string }[];
}

/** Between what one of them does and the next: the processes need most of the machine. */
const PACE_MS = { command: 25, verification: 5 };
/** Of these newest credentials every second question is. */
const NEWEST = 8;

/**
 * Owners who create, rotate and revoke keys and set reminders, each one thing at a time at any process of key-command;
 * and one asker for each verification replica, so that one that hangs holds up nobody else.
 */
export class Traffic {
  readonly client: RecordingClient;
  readonly keys: KnownKey[] = [];
  readonly owners: readonly User[];
  private readonly kept = new Set<KnownKey>();
  private readonly turns = new Map<User, Promise<unknown>>();
  private readonly random: () => number;
  private running: Promise<unknown> = Promise.resolve();
  private isRunning = false;

  constructor(
    private readonly system: System,
    private readonly targets: Targets,
    { seed, owners = 3, question }: TrafficOptions,
  ) {
    this.client = new RecordingClient(system, question);
    this.random = seededRandom(seed);
    this.owners = Array.from({ length: owners }, () => person('busy', 'analyst'));
  }

  /** Resolves when each owner has a key, which has a reminder and stays as it is. It goes on until `stop`. */
  async start(): Promise<void> {
    await Promise.all(
      this.owners.map(async (owner) => {
        const kept = await this.create(owner);
        if (kept === undefined) return;
        this.kept.add(kept);
        await this.client.remind(this.commandProcess(), kept);
      }),
    );
    this.isRunning = true;
    this.running = Promise.all([
      ...this.owners.map((owner) => this.repeat(PACE_MS.command, () => this.inTurn(owner, () => this.act(owner)))),
      ...this.targets
        .of('verification')
        .map((replica) => this.repeat(PACE_MS.verification, () => this.ask(replica.address))),
    ]);
    this.running.catch(() => undefined); // whoever stops it hears of it
  }

  /** Stops it whatever it has met, for the end of a test that failed. Idempotent. */
  async abandon(): Promise<void> {
    await this.stop().catch(() => undefined);
  }

  /** Resolves when the last answer is there. @throws when an answer was none of those that are documented. */
  async stop(): Promise<History> {
    this.isRunning = false;
    await this.running;
    return this.client;
  }

  /** Resolves once `count` more commands are answered in whatever way. */
  async commands(count: number, within = 60_000): Promise<void> {
    const { commands } = this.client;
    const deadline = performance.now() + within;
    for (const enough = commands.length + count; commands.length < enough;) {
      if (performance.now() > deadline) throw new Error(`not ${String(count)} commands within ${String(within)} ms`);
      await Promise.race([this.running, pause(20)]);
    }
  }

  get credentials(): readonly KnownCredential[] {
    return this.keys.flatMap(({ credentials }) => credentials);
  }

  /** Does `work` for `owner` between two of their commands: an owner does one thing at a time. */
  inTurn<T>(owner: User, work: () => Promise<T>): Promise<T> {
    const done = (this.turns.get(owner) ?? Promise.resolve()).then(work);
    this.turns.set(
      owner,
      done.catch(() => undefined),
    );
    return done;
  }

  private async repeat(pace: number, work: () => Promise<unknown>): Promise<void> {
    while (this.isRunning) {
      await work();
      await pause(pace);
    }
  }

  private async act(owner: User): Promise<void> {
    const { client } = this;
    const process = this.commandProcess();
    const key = this.pick(this.keys.filter((each) => each.owner === owner && !this.kept.has(each)).slice(-6));
    const chance = this.random();
    if (key === undefined || chance < 0.4) await this.create(owner);
    else if (chance < 0.55) await client.rotate(process, key, this.random() < 0.5 ? 0 : 1);
    else if (chance < 0.7) await client.remind(process, key);
    else await client.revoke(process, key);
  }

  private async create(owner: User): Promise<KnownKey | undefined> {
    const created = await this.client.create(
      this.commandProcess(),
      owner,
      `Key ${String(this.client.commands.length)} of ${owner.userId}`,
    );
    if (created !== undefined) this.keys.push(created);
    return created;
  }

  private async ask(replica: string): Promise<void> {
    const all = this.credentials;
    const credential = this.pick(this.random() < 0.5 ? all.slice(-NEWEST) : all);
    if (credential !== undefined) await this.client.verify(replica, credential);
  }

  private commandProcess(): string {
    return this.pick(this.targets.of('key-command'))?.address ?? '';
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.random() * from.length)];
  }
}
