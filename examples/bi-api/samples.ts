import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts';
import { LRUCache } from 'lru-cache';

export type CollectionName = 'data-sources' | 'dashboards' | 'reports' | 'goals' | 'milestones' | 'users';

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

const MAX_ORGANIZATIONS = 20;
const MAX_ITEMS = 100;
const MAX_ITEM_LENGTH = 4000;

const SAMPLES: Readonly<Record<CollectionName, readonly Item[]>> = {
  'data-sources': [
    { id: 'ds1', name: 'Web shop orders', kind: 'postgres', rows: 48_211 },
    { id: 'ds2', name: 'Ad spend', kind: 'csv', rows: 1_904 },
  ],
  dashboards: [
    { id: 'd1', name: 'Revenue at a glance', widgets: 6 },
    { id: 'd2', name: 'Marketing', widgets: 4 },
  ],
  reports: [
    { id: 'r1', name: 'Weekly sales', format: 'csv' },
    { id: 'r2', name: 'Quarterly review', format: 'csv' },
  ],
  goals: [{ id: 'g1', name: '1,000 orders in a month', progress: 0.82 }],
  milestones: [{ id: 'm1', name: 'First 500 orders', goal: 'g1', reached: true }],
  users: [
    { id: 'ada', name: 'Ada', role: 'owner' },
    { id: 'grace', name: 'Grace', role: 'analyst' },
  ],
};

/**
 * The example's data: in memory, each organisation's own, gone with the process. Of too many organisations the one that
 * called longest ago starts again.
 */
@Injectable()
export class Samples {
  private readonly organizations = new LRUCache<string, OrganizationSamples>({ max: MAX_ORGANIZATIONS });

  of(orgId: string): OrganizationSamples {
    const known = this.organizations.get(orgId);
    if (known !== undefined) return known;
    const samples = new OrganizationSamples();
    this.organizations.set(orgId, samples);
    return samples;
  }
}

/** The data of one organisation. */
export class OrganizationSamples {
  private readonly collections = new Map(
    Object.entries(SAMPLES).map(([name, items]) => [name, new Map(items.map((item) => [item.id, item]))]),
  );
  private described: object = { name: 'Acme', plan: 'team' };

  get organization(): object {
    return this.described;
  }

  /** @throws Problem request-too-large */
  describe(fields: object = {}): object {
    return (this.described = bounded({ ...this.described, ...fields }));
  }

  list(name: CollectionName): readonly Item[] {
    return [...this.collection(name).values()];
  }

  /** @throws Problem not-found */
  get(name: CollectionName, id: string): Item {
    const item = this.collection(name).get(id);
    if (item === undefined) throw new Problem('not-found', `There is no ${id} in ${name}.`);
    return item;
  }

  /** The oldest item makes room for a new one when there are too many. @throws Problem request-too-large */
  create(name: CollectionName, fields: object = {}): Item {
    const collection = this.collection(name);
    const item = bounded({ name: 'Untitled', ...fields, id: randomUUID() });
    collection.set(item.id, item);
    if (collection.size > MAX_ITEMS) collection.delete(collection.keys().next().value ?? '');
    return item;
  }

  /** @throws Problem not-found or request-too-large */
  update(name: CollectionName, id: string, fields: object = {}): Item {
    const item = bounded({ ...this.get(name, id), ...fields, id });
    this.collection(name).set(id, item);
    return item;
  }

  /** @throws Problem not-found */
  remove(name: CollectionName, id: string): void {
    this.get(name, id);
    this.collection(name).delete(id);
  }

  private collection(name: CollectionName): Map<string, Item> {
    const collection = this.collections.get(name);
    if (collection === undefined) throw new TypeError(`no collection ${name}`);
    return collection;
  }
}

function bounded<T extends object>(item: T): T {
  if (JSON.stringify(item).length > MAX_ITEM_LENGTH)
    throw new Problem(
      'request-too-large',
      `An item of this sample holds at most ${String(MAX_ITEM_LENGTH)} characters of JSON. Send less.`,
    );
  return item;
}
