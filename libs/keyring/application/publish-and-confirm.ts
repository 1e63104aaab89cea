import { Inject, Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { type OwnerId, type Position, type Propagation } from '#contracts';
import { STREAM_PUBLISHER, type StreamPublisher } from '#event-store';
import { PROPAGATION_BARRIER, type PropagationBarrier } from '#propagation';
import { LOGGER, type Logger } from '#process';
import { inSpan } from '#process/tracing';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';

export interface Propagated {
  readonly propagation: Propagation;
}

/** Publishes a stored change and waits for its confirmation by every replica. */
@Injectable()
export class PublishAndConfirm {
  constructor(
    @Inject(STREAM_PUBLISHER) private readonly publisher: StreamPublisher,
    @Inject(PROPAGATION_BARRIER) private readonly barrier: PropagationBarrier,
    @Inject(KEYRING_OPTIONS) private readonly options: KeyringOptions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Waits until `version` of the owner's stream (0: the stream is empty) is confirmed, publishing first what is
   * unpublished unless its position is known; for both together no longer than CONFIRM_TIMEOUT_MS. Never rejects: the
   * change stands whatever happens here, and its answer may hold the only copy of a secret. What could not be published
   * now is published by the sweep.
   */
  async waitFor(ownerId: OwnerId, version: number, known: Position | null = null): Promise<Propagated> {
    const started = performance.now();
    try {
      const position =
        known ?? (version === 0 ? null : await inSpan('publish', () => this.published(ownerId, version)));
      const leftMs = this.options.confirmTimeoutMs - (performance.now() - started);
      return { propagation: await inSpan('confirm', () => this.barrier.confirm(position, leftMs), describe) };
    } catch (error) {
      this.logger.error({ err: error, ownerId, version }, 'a change is stored, but its propagation is not confirmed');
      return {
        propagation: {
          position: null,
          confirmed: false,
          replicas: 0,
          waitedMs: Math.round(performance.now() - started),
        },
      };
    }
  }

  private async published(ownerId: OwnerId, version: number): Promise<Position> {
    const { confirmTimeoutMs } = this.options;
    const waiting = new AbortController();
    const late = setTimeout(confirmTimeoutMs, undefined, { signal: waiting.signal }).then(() => {
      throw new Error(`not published within ${String(confirmTimeoutMs)} ms`);
    });
    try {
      return await Promise.race([this.publisher.publish(ownerId, version), late]);
    } finally {
      waiting.abort();
    }
  }
}

function describe({ confirmed, replicas }: Propagation) {
  return { 'keyward.confirmed': confirmed, 'keyward.replicas': replicas };
}
