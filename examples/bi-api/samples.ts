import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts';

export type CollectionName = 'data-sources' | 'dashboards' | 'reports' | 'goals' | 'milestones' | 'users';

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

const MAX_ITEMS = 1000;

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

/** The example's data: in memory, the same for everybody, gone with the process. */
@Injectable()
export class Samples {
  private readonly collections = new Map(Object.entries(SAMPLES).map(([name, items]) => [name, new Map(items.map((item) => [item.id, item]))]));

  list(name: CollectionName): readonly Item[] {
    return [...this.collection(name).values()];
  }

  /** @throws Problem not-found */
  get(name: CollectionName, id: string): Item {
    const item = this.collection(name).get(id);
    if (item === undefined) throw new Problem('not-found', `There is no ${id} in ${name}.`);
    return item;
  }

  /** The oldest item makes room for a new one when there are too many. */
  create(name: CollectionName, fields: object = {}): Item {
    const collection = this.collection(name);
    const item = { name: 'Untitled', ...fields, id: randomUUID() };
    collection.set(item.id, item);
    if (collection.size > MAX_ITEMS) collection.delete(collection.keys().next().value ?? '');
    return item;
  }

  update(name: CollectionName, id: string, fields: object = {}): Item {
    const item = { ...this.get(name, id), ...fields, id };
    this.collection(name).set(id, item);
    return item;
  }

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
