import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Clock, isUserId, type OwnerId, ownerIdOf, ownerParts, Problem } from '#contracts';
import { CLOCK } from '#process';
import { EVENT_STORE, type EventStore } from '#event-store';
import { type Page, pageOf } from '#http';
import { type Caller } from '#user-auth';
import { inForce } from '../domain/keyring.js';
import { KeyringRepository } from './keyring-repository.js';
import { MemberAccess } from './member-access.js';
import { type MemberView, memberView } from './member-view.js';

export interface MemberList {
  /** `keys`: how many are in force. */
  readonly members: readonly Omit<MemberView, 'known'>[];
  readonly nextCursor: string | null;
}

/** The members of an organisation of whom anything is known. */
export class ListMembersQuery extends Query<MemberList> {
  /** `search`: a part of the user id, in upper or lower case; undefined: all. */
  constructor(
    readonly caller: Caller,
    readonly orgId: string | undefined,
    readonly search: string | undefined,
    readonly page: Page,
  ) {
    super();
  }
}

/** How many names are asked for at once: a search goes through all of an organisation. */
const NAMES_AT_ONCE = 1000;

@QueryHandler(ListMembersQuery)
export class ListMembersHandler implements IQueryHandler<ListMembersQuery> {
  constructor(
    private readonly access: MemberAccess,
    private readonly keyrings: KeyringRepository,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'streamsOfOrg'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the order of their owner ids. */
  async execute({ caller, orgId, search = '', page: { limit, cursor } }: ListMembersQuery): Promise<MemberList> {
    const org = await this.access.toOrg(orgId, caller);
    if (cursor !== undefined && !isUserId(cursor))
      throw new Problem(
        'invalid-request',
        'cursor must be the nextCursor of an earlier page; leave it out for the first one.',
      );
    const after = cursor === undefined ? null : ownerIdOf({ orgId: org, userId: cursor });
    const { items, nextCursor } = pageOf(
      await this.named(org, search.toLowerCase(), after, limit + 1),
      limit,
      userIdOf,
    );
    return { members: await Promise.all(items.map((ownerId) => this.shown(ownerId))), nextCursor };
  }

  private async named(orgId: string, part: string, after: OwnerId | null, count: number): Promise<readonly OwnerId[]> {
    const found: OwnerId[] = [];
    for (let last = after; ;) {
      const names = await this.store.streamsOfOrg(orgId, last, part === '' ? count : NAMES_AT_ONCE);
      found.push(...names.filter((ownerId) => userIdOf(ownerId).toLowerCase().includes(part)));
      last = names.at(-1) ?? null;
      if (last === null || found.length >= count || part === '') return found.slice(0, count);
    }
  }

  /**
   * Of an owner whose events this version cannot read nothing works: no key gets a verdict, and no call is answered.
   */
  private async shown(ownerId: OwnerId): Promise<MemberList['members'][number]> {
    try {
      const { keyring } = await this.keyrings.load(ownerId);
      const { userId, role, active, keys } = memberView(
        userIdOf(ownerId),
        keyring,
        inForce(keyring, this.clock.now()).length,
      );
      return { userId, role, active, keys };
    } catch (error) {
      if (error instanceof Problem && error.code === 'stream-unreadable')
        return { userId: userIdOf(ownerId), role: null, active: false, keys: 0 };
      throw error;
    }
  }
}

function userIdOf(ownerId: OwnerId): string {
  return ownerParts(ownerId).userId;
}
