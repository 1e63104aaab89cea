import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Counter } from 'prom-client';
import { type OwnerId, type Role } from '#contracts';
import { LOGGER, type Logger, METRICS, type MetricsRegistry } from '#process';
import { KEYRING_OPTIONS, type KeyringOptions } from './keyring-options.js';

const REMEMBERED_OWNERS = 10_000;

/**
 * Reports where tokens and the roles that are set here disagree. Only with ROLE_SOURCE=members: otherwise the newer of
 * both counts, and an older token is nothing to look at.
 */
@Injectable()
export class RoleDifferences {
  private readonly calls: Counter;
  private readonly reported = new LRUCache<OwnerId, string>({ max: REMEMBERED_OWNERS });

  constructor(
    @Inject(METRICS) registry: MetricsRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(KEYRING_OPTIONS) private readonly options: Pick<KeyringOptions, 'roleSource'>,
  ) {
    this.calls = new Counter({
      name: 'keyward_role_differences_total',
      help: 'Calls of people whose token names another role than the one that is set here, which their keys have (ROLE_SOURCE=members).',
      registers: [registry],
    });
  }

  /** Every call is counted; the log has one line for an owner and a pair of roles. */
  note(ownerId: OwnerId, stored: Role, token: Role): void {
    if (this.options.roleSource !== 'members' || stored === token) return;
    this.calls.inc();
    const pair = `${stored} ${token}`;
    if (this.reported.get(ownerId) === pair) return;
    this.reported.set(ownerId, pair);
    this.logger.warn(
      { ownerId, stored, token },
      'a user token names another role than the one that is set here: the keys have the one that is set, the person has the lesser of both',
    );
  }
}
