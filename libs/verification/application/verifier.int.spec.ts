import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { coversAll, type IncomingRecord, type KeyringEvent, type Position, type VerdictSeen } from '#contracts';
import { type Publisher, type Subscriber } from '#messaging';
import { RegistryBarrier } from '#propagation';
import { eventually } from '../../../test/kit/eventually.js';
import { codeOf, type Verdict } from '../domain/judge.js';
import {
  allKeysRevoked,
  deactivated,
  keyCreated,
  keyRevoked,
  reactivated,
  recordedAs,
  roleChanged,
} from '../domain/testing/events.js';
import { GatedReads, readThrough } from '../testing/gated-store.js';
import { LEASE_MS, newSecret, type Replica, VerificationSystem } from '../testing/verification-system.js';

const { secret, credential } = newSecret('c1');
const other = newSecret('c2');
const created = keyCreated({ credential, expiresAt: '2026-01-02T13:00:00.000Z' });

let system: VerificationSystem;
beforeEach(() => {
  system = new VerificationSystem();
});
afterEach(() => system.close());

const verdictOf = async (replica: Replica, key = secret): Promise<string> =>
  codeOf(await replica.verifier.verify(key, {}));
const isApplied = (replica: Replica, { partition, offset }: Position) =>
  coversAll(replica.replica.appliedPositions(), { [partition]: offset });

describe('a verifier', () => {
  it('gives no verdict before its replica has joined, nor after it has left', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const replica = system.replica();
    expect([await verdictOf(replica), await verdictOf(replica, 'hello'), replica.notReady()]).toEqual([
      'verdict-unavailable',
      'verdict-unavailable',
      'applying key events',
    ]);
    await replica.start();
    expect([await verdictOf(replica), await verdictOf(replica, 'hello'), replica.notReady()]).toEqual([
      'valid',
      'malformed',
      null,
    ]);
    await replica.close();
    expect([await verdictOf(replica), replica.notReady()]).toEqual(['verdict-unavailable', 'no lease']);
  });

  it('answers a cached key without a promise, and by the clock of that moment', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const replica = await system.serving();
    const codes = [await verdictOf(replica)];
    for (const at of ['2026-01-02T12:59:59.999Z', '2026-01-02T13:00:00.000Z']) {
      system.clock.at = new Date(at);
      const verdict = replica.verifier.verify(secret, {});
      if (verdict instanceof Promise) throw new Error('it was cached');
      codes.push(codeOf(verdict));
    }
    expect(codes).toEqual(['valid', 'valid', 'expired']);
  });

  it('gives no verdict when the read model cannot be asked, and one as soon as it can', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const gate = new GatedReads(system.store);
    const replica = await system.serving({ store: readThrough(system.store, gate) });
    const waiting = Promise.all([
      verdictOf(replica),
      replica.verifier.verifyBatch([{ key: secret }, { key: 'hello' }]),
    ]);
    await eventually(() => {
      expect(gate.held).toHaveLength(1);
    });
    gate.held.shift()?.fail(new Error('the store is away'));
    const [single, batch] = await waiting;
    expect([single, batch.map(codeOf)]).toEqual(['verdict-unavailable', ['verdict-unavailable', 'malformed']]);
    gate.open();
    expect(await verdictOf(replica)).toBe('valid');
  });

  it('gives no verdict that was judged under a lease that is over when the answer leaves', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const gate = new GatedReads(system.store);
    const replica = await system.serving({ store: readThrough(system.store, gate) });
    const waiting = [
      verdictOf(replica),
      Promise.resolve(replica.verifier.verifyBatch([{ key: secret }, { key: 'hello' }])).then((verdicts) =>
        verdicts.map(codeOf),
      ),
    ];
    await eventually(() => {
      expect(gate.held).toHaveLength(1);
    });
    await replica.lease.leave();
    gate.open();
    expect(await Promise.all(waiting)).toEqual(['verdict-unavailable', ['verdict-unavailable', 'verdict-unavailable']]);
  });

  it('judges a whole batch at the moment it is answered', async () => {
    await system.publish(
      recordedAs(1, roleChanged('analyst')),
      recordedAs(2, created),
      recordedAs(1, roleChanged('viewer'), { ownerId: 'acme/bob' }),
    );
    const gate = new GatedReads(system.store);
    const replica = await system.serving({ store: readThrough(system.store, gate) });
    const waiting = replica.verifier.verifyBatch([{ key: secret }, { key: newSecret('none').secret }]);
    await eventually(() => {
      expect(gate.held).toHaveLength(2);
    });
    gate.held.shift()?.release();
    system.clock.at = new Date('2026-01-02T13:00:00.000Z');
    gate.open();
    expect((await waiting).map(codeOf)).toEqual(['expired', 'unknown']);
  });

  it('shows in a batch what was revoked while another item of it waited for the read model', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const gate = new GatedReads(system.store);
    gate.isOpen = true;
    const replica = await system.serving({ store: readThrough(system.store, gate) });
    expect(await verdictOf(replica)).toBe('valid');
    gate.isOpen = false;
    const waiting = replica.verifier.verifyBatch([{ key: secret }, { key: newSecret('none').secret }]);
    await eventually(() => {
      expect(gate.held).toHaveLength(1);
    });
    const last = await system.publish(recordedAs(3, keyRevoked()));
    await eventually(() => {
      expect(isApplied(replica, last)).toBe(true);
    });
    gate.open();
    expect((await waiting).map(codeOf)).toEqual(['revoked', 'unknown']);
  });

  it('gives up a batch that its cache cannot hold while events keep coming', async () => {
    await system.publish(
      recordedAs(1, roleChanged('analyst')),
      recordedAs(2, created),
      recordedAs(3, { ...created, keyId: 'k2', credential: other.credential }),
    );
    const gate = new GatedReads(system.store);
    const replica = await system.serving({ store: readThrough(system.store, gate), cacheMax: 1 });
    let answer: readonly string[] | undefined;
    const asked = replica.verifier.verifyBatch([{ key: secret }, { key: other.secret }]);
    void Promise.resolve(asked).then((verdicts) => {
      answer = verdicts.map(codeOf);
    });
    for (let version = 1; answer === undefined; version++) {
      const last = await system.publish(recordedAs(version, roleChanged('viewer'), { ownerId: 'acme/bob' }));
      await eventually(() => {
        expect(isApplied(replica, last)).toBe(true);
      });
      for (const read of gate.held.splice(0)) read.release();
      await eventually(() => {
        expect(gate.held.length > 0 || answer !== undefined).toBe(true);
      });
    }
    expect(answer).toEqual(['verdict-unavailable', 'verdict-unavailable']);
  });

  it('reports to its observer every verdict on a known key, and its metrics every verdict', async () => {
    const seen: VerdictSeen[] = [];
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const replica = await system.serving({
      observer: (each) => {
        seen.push(each);
      },
    });
    await replica.verifier.verify(secret, { endpoint: { method: 'GET', path: '/api/reports/r1?page=1' } });
    await replica.verifier.verify(secret, { endpoint: { method: 'DELETE', path: '/api/reports/r1' } });
    await replica.verifier.verify(secret, { endpoint: { method: 'GET', path: '/api/nowhere' } });
    await replica.verifier.verify(newSecret('none').secret, {});
    await replica.verifier.verify('hello', {});
    const common = { keyId: 'k1', credentialId: 'c1', at: system.clock.now().getTime() };
    const endpoint = { path: '/api/reports/r1', route: '/api/reports/{id}' };
    expect(seen).toEqual([
      { ...common, accepted: true, endpoint: { method: 'GET', ...endpoint } },
      { ...common, accepted: false, endpoint: { method: 'DELETE', ...endpoint } },
      { ...common, accepted: false, endpoint: null },
    ]);
    const metrics = await replica.metrics.metrics();
    for (const line of [
      'keyward_verdicts_total{door="in-process",code="valid"} 1',
      'keyward_verdicts_total{door="in-process",code="malformed"} 1',
      'keyward_verdicts_total{door="in-process",code="unknown"} 1',
      'keyward_verify_duration_seconds_count{door="in-process"} 5',
      'keyward_cache_lookups_total{result="hit"} 2',
      'keyward_cache_lookups_total{result="miss"} 2',
      'keyward_cache_evictions_total 0',
      'keyward_verdicts_waiting 0',
      'keyward_projection_lag_records 0',
      'keyward_parked_owners 0',
      'keyward_cached_credentials 1',
    ]) {
      expect(metrics).toContain(`${line}\n`);
    }
    expect(metrics).not.toContain(secret);
  });

  it('shows its metrics although neither the log nor the read model can be asked', async () => {
    const hangs = () => new Promise<never>(() => undefined);
    const replica = await system.serving();
    await replica.metrics.metrics();
    Object.assign(system.log.subscriber, { endOf: hangs });
    Object.assign(system.store, { countParked: () => Promise.reject(new Error('away')) });
    expect(await replica.metrics.metrics()).toMatch(/^keyward_projection_lag_records 0$[^]*^keyward_parked_owners 0$/m);
  });

  it.each<[string, readonly KeyringEvent[], string]>([
    ['a revocation', [keyRevoked()], 'revoked'],
    ['a revocation of all', [allKeysRevoked], 'revoked'],
    ['a deactivation', [deactivated], 'owner-inactive'],
    ['a reactivation', [deactivated, reactivated], 'valid'],
  ])('shows %s as soon as its replica has applied it, cached or not', async (_, events, code) => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const [warm, cold] = [await system.serving(), await system.serving()];
    expect(await verdictOf(warm)).toBe('valid');
    const last = await system.publish(...events.map((event, index) => recordedAs(3 + index, event)));
    await eventually(() => {
      expect([warm, cold].map((each) => isApplied(each, last))).toEqual([true, true]);
    });
    expect([await verdictOf(warm), await verdictOf(cold)]).toEqual([code, code]);
  });

  it('never says yes to a request that came after the revocation was applied, while reads are under way all the time', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const gate = new GatedReads(system.store);
    const replica = await system.serving({ store: readThrough(system.store, gate), cacheMax: 1 });
    const before: Promise<string>[] = [];
    for (let n = 0; n < 20; n++) before.push(verdictOf(replica));
    await eventually(() => {
      expect(gate.held).toHaveLength(1);
    });
    const last = await system.publish(recordedAs(3, keyRevoked()));
    await eventually(() => {
      expect(isApplied(replica, last)).toBe(true);
    });
    const after = Array.from({ length: 20 }, () => verdictOf(replica));
    gate.open();
    expect(new Set(await Promise.all([...before, ...after]))).toEqual(new Set(['revoked']));
  });
});

describe('three replicas over one read model', () => {
  it('a revocation waits for one that is frozen until its lease is over; then that one gives no verdict', async () => {
    await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    const frost = new Frost(system.log.publisher, system.log.subscriber);
    const [one, two, frozen] = [await system.serving(), await system.serving(), await system.serving(frost)];
    const barrier = new RegistryBarrier({
      publisher: system.log.publisher,
      subscriber: system.log.subscriber,
      confirmTimeoutMs: 10_000,
    });
    await barrier.start();
    expect(await Promise.all([one, two, frozen].map((each) => verdictOf(each)))).toEqual(['valid', 'valid', 'valid']);

    frost.freeze();
    const revokedAt = performance.now();
    const confirmation = barrier.confirm(await system.publish(recordedAs(3, keyRevoked())));
    await eventually(async () => {
      expect([await verdictOf(one), await verdictOf(two)]).toEqual(['revoked', 'revoked']);
    });
    expect(await verdictOf(frozen)).toBe('valid'); // its lease still holds, and the revocation is not confirmed yet

    expect(await confirmation).toMatchObject({ confirmed: true, replicas: 2 });
    expect(performance.now() - revokedAt).toBeGreaterThan(LEASE_MS / 2);
    expect(await verdictOf(frozen)).toBe('verdict-unavailable');
    expect([await verdictOf(one), await verdictOf(two)]).toEqual(['revoked', 'revoked']);

    frost.thaw();
    await eventually(async () => {
      expect(await verdictOf(frozen)).toBe('revoked');
    });
    await barrier.close();
  });

  it('take turns in writing it, and every one of them shows every event', async () => {
    const replicas = [await system.serving(), await system.serving(), await system.serving()];
    let last = await system.publish(recordedAs(1, roleChanged('analyst')), recordedAs(2, created));
    for (let version = 3; version < 60; version++) {
      last = await system.publish(recordedAs(version, version % 2 === 1 ? deactivated : reactivated));
    }
    await eventually(() => {
      for (const each of replicas) expect(isApplied(each, last)).toBe(true);
    });
    const verdicts: Verdict[] = await Promise.all(
      replicas.map((each) => Promise.resolve(each.verifier.verify(secret, {}))),
    );
    expect(verdicts.map(codeOf)).toEqual(['owner-inactive', 'owner-inactive', 'owner-inactive']);
    expect(await system.store.countParked()).toBe(0);
  });
});

/**
 * Both ends of the messaging port, which can be frozen: nothing is handed over and nothing gets through until they
 * thaw.
 */
class Frost {
  readonly publisher: Publisher;
  readonly subscriber: Subscriber;
  private frozen: Promise<void> | undefined;
  private release: () => void = () => undefined;

  constructor(publisher: Publisher, subscriber: Subscriber) {
    this.publisher = {
      send: async (topic, records) => {
        await this.frozen;
        return publisher.send(topic, records);
      },
      close: () => Promise.resolve(),
    };
    this.subscriber = {
      subscribe: (options) =>
        subscriber.subscribe({
          ...options,
          handle: async (records: readonly IncomingRecord[]) => {
            await this.frozen;
            await options.handle(records);
          },
        }),
      endOf: (topic) => subscriber.endOf(topic),
      handledBy: (group, topic) => subscriber.handledBy(group, topic),
      close: () => Promise.resolve(),
    };
  }

  freeze(): void {
    this.frozen = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  thaw(): void {
    this.frozen = undefined;
    this.release();
  }
}
