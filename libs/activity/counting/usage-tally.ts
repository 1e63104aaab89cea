import { detached, type VerdictSeen } from '#contracts';
import { maskKeys } from '#key-secret';
import { HOUR_MS, MINUTE_MS, startOf } from '../domain/time.js';
import { type UsageLimits } from './usage-limits.js';

const LONGEST_PATH = 256;
const LONGEST_METHOD = 16;

export interface CountedUses {
  /** Start of the minute, milliseconds since the epoch. */
  readonly at: number;
  readonly credentialId: string;
  readonly route: string | null;
  accepted: number;
  denied: number;
}

/** The latest accepted request of a credential, and the latest with a known endpoint. 0: none yet. */
export interface Latest {
  at: number;
  endpointAt: number;
  method: string;
  path: string;
}

/** What was counted of one key in one hour. */
export interface KeyHour {
  readonly keyId: string;
  /** Start of the hour, milliseconds since the epoch. */
  readonly hour: number;
  readonly counts: CountedUses[];
  /** By credential. */
  readonly latest: Map<string, Latest>;
}

interface CredentialTally {
  readonly keyId: string;
  readonly routes: Map<string | null, CountedUses>;
  readonly latest: Latest;
}

interface Entry {
  readonly credential: CredentialTally;
  readonly uses: CountedUses;
}

/** By credential. */
type Bucket = Map<string, CredentialTally>;

/** How exactly a use was counted: by minute and route, by hour without route, or by key only. */
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

  /** Costs two look-ups and no memory while the same is counted again. */
  add(use: VerdictSeen): Precision {
    const at = this.startOfUnit(use.at);
    const route = use.endpoint === null ? null : use.endpoint.route;
    const credential = this.bucket(at).get(use.credentialId);
    const uses = credential?.routes.get(route);
    if (credential === undefined || uses === undefined) return this.addNew(use, at, route);
    count(credential, uses, use);
    return 'full';
  }

  /** From now on, and for what waits, hours are the unit. Nothing is lost, only the minute. */
  collapse(): void {
    if (this.unitMs === HOUR_MS) return;
    const minutes = this.buckets;
    this.clear();
    this.unitMs = HOUR_MS;
    for (const bucket of minutes.values()) {
      for (const [credentialId, { keyId, routes, latest }] of bucket) {
        for (const [route, { at, accepted, denied }] of routes) {
          const merged = this.entry(startOf(HOUR_MS, at), keyId, credentialId, route);
          merged.uses.accepted += accepted;
          merged.uses.denied += denied;
          keepLatest(merged.credential.latest, latest);
        }
      }
    }
  }

  /** Takes everything out; what is counted from now on is counted by the minute. */
  drain(): readonly KeyHour[] {
    const keyHours = new Map<string, KeyHour>();
    for (const [at, bucket] of this.buckets) {
      const hour = startOf(HOUR_MS, at);
      for (const [credentialId, { keyId, routes, latest }] of bucket) {
        const keyHour = getOrMake(keyHours, `${String(hour)} ${keyId}`, () => ({
          keyId,
          hour,
          counts: [],
          latest: new Map<string, Latest>(),
        }));
        for (const uses of routes.values()) keyHour.counts.push(uses);
        if (latest.at > 0)
          keyHour.latest.set(credentialId, keepLatest(keyHour.latest.get(credentialId) ?? noLatest(), latest));
      }
    }
    this.clear();
    this.unitMs = MINUTE_MS;
    return [...keyHours.values()];
  }

  private addNew(use: VerdictSeen, at: number, route: string | null): Precision {
    const precision = this.entries < this.limits.maxEntries ? 'full' : 'coarse';
    const place = precision === 'full' ? at : startOf(HOUR_MS, use.at);
    const kept = precision === 'full' ? route : null;
    const isKnown = this.bucket(place).get(use.credentialId)?.routes.has(kept) === true;
    const first = isKnown || this.entries < 2 * this.limits.maxEntries ? undefined : this.firstOf.get(use.keyId);
    const { credential, uses } = first ?? this.entry(place, use.keyId, use.credentialId, kept);
    count(credential, uses, use);
    return first === undefined ? precision : 'by-key';
  }

  private entry(at: number, keyId: string, credentialId: string, route: string | null): Entry {
    const credential = getOrMake(this.bucket(at), credentialId, () => ({
      keyId,
      routes: new Map<string | null, CountedUses>(),
      latest: noLatest(),
    }));
    const uses = getOrMake(credential.routes, route, () => {
      this.entries += 1;
      return { at, credentialId, route, accepted: 0, denied: 0 };
    });
    const entry = { credential, uses };
    if (!this.firstOf.has(keyId)) this.firstOf.set(keyId, entry);
    return entry;
  }

  private startOfUnit(at: number): number {
    return at >= this.recentAt && at - this.recentAt < this.unitMs ? this.recentAt : startOf(this.unitMs, at);
  }

  private bucket(at: number): Bucket {
    if (at !== this.recentAt) {
      this.recent = getOrMake(this.buckets, at, () => new Map<string, CredentialTally>());
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

function count({ latest }: CredentialTally, uses: CountedUses, { accepted, at, endpoint }: VerdictSeen): void {
  if (!accepted) {
    uses.denied += 1;
    return;
  }
  uses.accepted += 1;
  if (at > latest.at) latest.at = at;
  if (endpoint !== null && at >= latest.endpointAt) {
    latest.endpointAt = at;
    latest.method = endpoint.method;
    if (latest.path !== endpoint.path) latest.path = keptPath(endpoint.path);
  }
}

function keepLatest(known: Latest, seen: Latest): Latest {
  if (seen.at > known.at) known.at = seen.at;
  if (seen.endpointAt >= known.endpointAt) {
    known.endpointAt = seen.endpointAt;
    known.method = seen.method.slice(0, LONGEST_METHOD);
    known.path = seen.path;
  }
  return known;
}

function noLatest(): Latest {
  return { at: 0, endpointAt: 0, method: '', path: '' };
}

/** What is kept of a path: no query, no key, and nothing else of the text that it was cut from. */
function keptPath(path: string): string {
  const query = path.indexOf('?');
  return detached(maskKeys(query === -1 ? path : path.slice(0, query)).slice(0, LONGEST_PATH));
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
