import { type CountedUses, detached, type VerdictSeen } from '#contracts';
import { maskKeys } from '#key-secret';
import { HOUR_MS, MINUTE_MS, startOf } from '../domain/time.js';
import { type UsageLimits } from './usage-limits.js';

const LONGEST_PATH = 256;
const LONGEST_METHOD = 16;

/** One credential in one minute (or hour). */
type Entry = { -readonly [Name in keyof CountedUses]: CountedUses[Name] };

/** By credential. */
type Bucket = Map<string, Entry>;

/** Uses of one minute, or of the hour that begins with it. */
export interface MinuteTaken {
  /** Its start, milliseconds since the epoch. */
  readonly at: number;
  readonly uses: readonly CountedUses[];
}

/** How exactly a use was counted: by minute, by hour, or by key only. */
export type Precision = 'full' | 'coarse' | 'by-key';

/** Counts that wait to be sent, in memory. */
export class UsageTally {
  private buckets = new Map<number, Bucket>();
  private entries = 0;
  private unitMs = MINUTE_MS;
  /** The bucket that was counted into last. */
  private recentAt = NaN;
  private recent: Bucket = new Map();
  /** The first entry of each key: what is counted by key only goes there. */
  private firstOf = new Map<string, Entry>();

  constructor(private readonly limits: UsageLimits) {}

  get size(): number {
    return this.entries;
  }

  /** Costs one look-up and no memory while the same is counted again. */
  add(use: VerdictSeen): Precision {
    const entry = this.bucket(this.startOfUnit(use.at)).get(use.credentialId);
    if (entry === undefined) return this.addNew(use);
    count(entry, use);
    return 'full';
  }

  /** From now on, and for what waits, hours are the unit. Nothing is lost, only the minute. */
  collapse(): void {
    if (this.unitMs === HOUR_MS) return;
    const minutes = this.buckets;
    this.clear();
    this.unitMs = HOUR_MS;
    for (const [at, bucket] of minutes) {
      for (const { keyId, credentialId, ...uses } of bucket.values())
        merge(this.entry(startOf(HOUR_MS, at), keyId, credentialId), uses);
    }
  }

  /**
   * Takes everything out, in parts of at most `most` entries that are made when they are asked for; what is counted
   * from now on is counted by the minute.
   */
  take(most: number): Generator<MinuteTaken, void, undefined> {
    const { buckets } = this;
    this.clear();
    this.unitMs = MINUTE_MS;
    return partsOf(buckets, most);
  }

  private addNew(use: VerdictSeen): Precision {
    const isFull = this.entries < this.limits.maxEntries;
    const place = isFull ? this.startOfUnit(use.at) : startOf(HOUR_MS, use.at);
    const isKnown = this.buckets.get(place)?.has(use.credentialId) === true;
    const first = isKnown || this.entries < 2 * this.limits.maxEntries ? undefined : this.firstOf.get(use.keyId);
    count(first ?? this.entry(place, use.keyId, use.credentialId), use);
    if (first !== undefined) return 'by-key';
    return isFull ? 'full' : 'coarse';
  }

  private entry(at: number, keyId: string, credentialId: string): Entry {
    const bucket = this.bucket(at);
    const known = bucket.get(credentialId);
    if (known !== undefined) return known;
    const entry = {
      keyId,
      credentialId,
      accepted: 0,
      denied: 0,
      lastAt: 0,
      endpointAt: 0,
      method: '',
      path: '',
    };
    bucket.set(credentialId, entry);
    this.entries += 1;
    if (!this.firstOf.has(keyId)) this.firstOf.set(keyId, entry);
    return entry;
  }

  private startOfUnit(at: number): number {
    return at >= this.recentAt && at - this.recentAt < this.unitMs ? this.recentAt : startOf(this.unitMs, at);
  }

  private bucket(at: number): Bucket {
    if (at !== this.recentAt) {
      const known = this.buckets.get(at);
      this.recent = known ?? new Map<string, Entry>();
      if (known === undefined) this.buckets.set(at, this.recent);
      this.recentAt = at;
    }
    return this.recent;
  }

  private clear(): void {
    this.buckets = new Map();
    this.recentAt = NaN;
    this.firstOf = new Map();
    this.entries = 0;
  }
}

function* partsOf(buckets: ReadonlyMap<number, Bucket>, most: number): Generator<MinuteTaken, void, undefined> {
  for (const [at, bucket] of buckets) {
    let uses: Entry[] = [];
    for (const entry of bucket.values()) {
      uses.push(entry);
      if (uses.length < most) continue;
      yield { at, uses };
      uses = [];
    }
    if (uses.length > 0) yield { at, uses };
  }
}

function count(entry: Entry, { accepted, at, endpoint }: VerdictSeen): void {
  if (!accepted) {
    entry.denied += 1;
    return;
  }
  entry.accepted += 1;
  if (at > entry.lastAt) entry.lastAt = at;
  if (endpoint !== null && at >= entry.endpointAt) {
    entry.endpointAt = at;
    if (entry.method !== endpoint.method) entry.method = endpoint.method.slice(0, LONGEST_METHOD);
    if (entry.path !== endpoint.path) entry.path = keptPath(endpoint.path);
  }
}

function merge(into: Entry, uses: Omit<CountedUses, 'keyId' | 'credentialId'>): void {
  into.accepted += uses.accepted;
  into.denied += uses.denied;
  into.lastAt = Math.max(into.lastAt, uses.lastAt);
  if (uses.endpointAt >= into.endpointAt) {
    into.endpointAt = uses.endpointAt;
    into.method = uses.method;
    into.path = uses.path;
  }
}

/** What is kept of a path: no query, no key, and nothing else of the text that it was cut from. */
function keptPath(path: string): string {
  const query = path.indexOf('?');
  return detached(maskKeys(query === -1 ? path : path.slice(0, query)).slice(0, LONGEST_PATH));
}
