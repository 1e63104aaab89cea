import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CLOCK, isUserId, ownerIdOf, ownerParts, Problem, type Clock, type OwnerId } from '#contracts';
import { EVENT_STORE, type EventStore } from '#event-store';
import { pageOf } from '#service-kit';
import { inForce } from '../../domain/keyring.js';
import { KeyringRepository } from '../keyring-repository.js';
import { MemberAccess } from '../member-access.js';
import { memberView } from '../member-view.js';
import { ListMembersQuery, type MemberList } from './list-members.query.js';

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
    if (cursor !== undefined && !isUserId(cursor)) throw new Problem('invalid-request', 'cursor must be the nextCursor of an earlier page; leave it out for the first one.');
    const after = cursor === undefined ? null : ownerIdOf({ orgId: org, userId: cursor });
    const { items, nextCursor } = pageOf(await this.named(org, search.toLowerCase(), after, limit + 1), limit, userIdOf);
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

  /** Of an owner whose events this version cannot read nothing works: no key gets a verdict, and no call is answered. */
  private async shown(ownerId: OwnerId): Promise<MemberList['members'][number]> {
    try {
      const { keyring } = await this.keyrings.load(ownerId);
      const { userId, role, active, keys } = memberView(userIdOf(ownerId), keyring, inForce(keyring, this.clock.now()).length);
      return { userId, role, active, keys };
    } catch (error) {
      if (error instanceof Problem && error.code === 'stream-unreadable') return { userId: userIdOf(ownerId), role: null, active: false, keys: 0 };
      throw error;
    }
  }
}

function userIdOf(ownerId: OwnerId): string {
  return ownerParts(ownerId).userId;
}
