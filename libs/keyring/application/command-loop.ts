import { Inject, Injectable } from '@nestjs/common';
import { KeyedMutex } from '#async';
import { Problem, type Clock, type KeyringEvent, type OwnerId, type Position } from '#contracts';
import { CLOCK } from '#process';
import { inSpan } from '#process/tracing';
import { DuplicateCommand, EVENT_STORE, VersionConflict, type Commit, type EventStore } from '#event-store';
import { actorOf, type Caller } from '#user-auth';
import { type KeyringCommand } from '../domain/commands.js';
import { decide } from '../domain/decide.js';
import { keyNamedIn } from '../domain/key-history.js';
import { requireActiveOwner, type Keyring, type Owner } from '../domain/keyring.js';
import { takesRightsAway } from '../domain/takes-rights-away.js';
import { identify, type CommandIdentity, type Idempotency } from './command-identity.js';
import { CommandMetrics } from './command-metrics.js';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';
import { KeyringRepository } from './keyring-repository.js';
import { type LoadedKeyring } from './loaded-keyring.js';
import { PublishAndConfirm, type Propagated } from './publish-and-confirm.js';

export interface CommandRequest {
  readonly caller: Caller;
  /** Whose keyring the command is for. */
  readonly ownerId: OwnerId;
  readonly type: KeyringCommand['type'];
  /** Asked again with the newer keyring when another append came first. */
  readonly command: (keyring: Keyring) => KeyringCommand | Promise<KeyringCommand>;
  readonly idempotency: Idempotency | null;
}

/** The keyring as a command left it, as far as its answer may show it: of a retried command about one key, that key alone. */
export interface KeyringLeft extends Pick<Keyring, 'keys'> {
  /** Null: it was not looked up. */
  readonly owner: Owner | null;
}

/** What a command did; for a retried one, what it did the first time. */
export interface CommandOutcome extends Propagated {
  readonly keyring: KeyringLeft;
  readonly at: Date;
  /** Empty for a command that decided nothing. */
  readonly events: readonly KeyringEvent[];
  /** Not done while a replica may still go by the old state. */
  readonly takesRightsAway: boolean;
}

interface Settled {
  readonly command: KeyringCommand;
  readonly keyring: KeyringLeft;
  readonly at: Date;
  readonly events: readonly KeyringEvent[];
  /** What the answer waits for; 0 when the stream is empty. */
  readonly version: number;
  /** Where that is on key-events, if it is known. */
  readonly position?: Position | null;
  readonly how: 'done' | 'nothing' | 'replayed';
}

/** Conflicts come from other processes only: commands of one owner take turns within this one. */
const MAX_ATTEMPTS = 10;

/** Every command's way: load → look up → decide → append → publish → confirm. */
@Injectable()
export class CommandLoop {
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly keyrings: KeyringRepository,
    private readonly publishAndConfirm: PublishAndConfirm,
    private readonly metrics: CommandMetrics,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'append' | 'commitOf' | 'streamOf'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
  ) {}

  /**
   * Resolves when the change is durable, and either confirmed by every replica or not confirmed in time.
   * @throws Problem the refusal; nothing was stored. `concurrent-change` when other processes kept coming first.
   */
  run(run: CommandRequest): Promise<CommandOutcome> {
    return inSpan(`command ${run.type}`, () => this.runOnce(run));
  }

  private async runOnce(run: CommandRequest): Promise<CommandOutcome> {
    const identity = identify(run.caller, run.idempotency);
    const settled = await this.metrics.counted(run.type, () =>
      this.mutex.run(run.ownerId, () => this.settle(run, identity)),
    );
    const { command, keyring, at, events, version, position } = settled;
    const revokes = takesRightsAway(command, keyring);
    const propagating = this.publishAndConfirm.waitFor(run.ownerId, version, position);
    return {
      keyring,
      at,
      events,
      takesRightsAway: revokes,
      ...(await this.metrics.propagated(revokes ? 'revocation' : 'other', propagating)),
    };
  }

  private async settle(run: CommandRequest, identity: CommandIdentity): Promise<Settled> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const settled = await this.attempt(run, identity, attempt);
      if (settled !== null) return settled;
    }
    throw new Problem('concurrent-change');
  }

  /**
   * Null when another append came first. The look-up comes after the load: a command that is in the loaded keyring
   * already is never decided twice. The first attempt without an Idempotency-Key has a new id, so it needs no look-up.
   */
  private async attempt(
    { caller, ownerId, command: commandFor }: CommandRequest,
    identity: CommandIdentity,
    attempt: number,
  ): Promise<Settled | null> {
    const loaded = await this.keyrings.load(ownerId);
    const command = await commandFor(loaded.keyring);
    if (command.requester.kind === 'self') requireActiveOwner(loaded.keyring);
    const first =
      identity.fingerprint === null && attempt === 1
        ? undefined
        : await this.store.commitOf(ownerId, identity.commandId);
    if (first !== undefined) return { command, ...(await this.replay(first, identity, command)) };
    if (identity.fingerprint !== null && (await this.isUsedElsewhere(ownerId, identity)))
      throw new Problem('idempotency-key-reused');

    const at = this.clock.now();
    const events = decide(command, loaded.keyring, at, this.options);
    if (events.length === 0) return { command, ...loaded, at, events, how: 'nothing' };
    const by = actorOf(caller);
    const commit = await this.append(
      ownerId,
      loaded,
      events.map((event) => ({ event, at: at.toISOString(), by })),
      identity,
    );
    if (commit === null) return null;
    const { position } = commit;
    return { command, ...this.keyrings.advance(loaded, commit), at, events, position, how: 'done' };
  }

  /** A caller's Idempotency-Key belongs to one request, also when another one is for another owner. */
  private async isUsedElsewhere(ownerId: OwnerId, { commandId }: CommandIdentity): Promise<boolean> {
    const stream = await this.store.streamOf(commandId);
    return stream !== undefined && stream !== ownerId;
  }

  private async append(
    ownerId: OwnerId,
    loaded: LoadedKeyring,
    events: Parameters<EventStore['append']>[2],
    identity: CommandIdentity,
  ): Promise<Commit | null> {
    try {
      return await inSpan('append', () => this.store.append(ownerId, loaded.version, events, identity));
    } catch (error) {
      if (error instanceof VersionConflict || error instanceof DuplicateCommand) return null;
      throw error;
    }
  }

  private async replay(
    first: Commit,
    { fingerprint }: CommandIdentity,
    command: KeyringCommand,
  ): Promise<Omit<Settled, 'command'>> {
    if (first.fingerprint !== fingerprint) throw new Problem('idempotency-key-reused');
    const events = first.events.map(({ event }) => event);
    const keyring = await this.keyringAsOf(first, keyOf(command, events));
    const at = new Date(first.events[0]?.at ?? this.clock.now());
    return { keyring, at, events, version: first.lastVersion, how: 'replayed' };
  }

  private async keyringAsOf({ stream, lastVersion }: Commit, keyId: string | null): Promise<KeyringLeft> {
    if (keyId === null) return this.keyrings.asOf(stream, lastVersion);
    const key = await this.keyrings.keyAsOf(stream, keyId, lastVersion);
    return { keys: key === undefined ? [] : [key], owner: null };
  }
}

/** The key that a command is about; null: several, or none. A retried create names another one than it made. */
function keyOf(command: KeyringCommand, events: readonly KeyringEvent[]): string | null {
  if (!('keyId' in command)) return null;
  return events.map(keyNamedIn).find((keyId) => keyId !== null) ?? command.keyId;
}
