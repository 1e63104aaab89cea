import { beforeAll, describe, expect, it } from '@jest/globals';
import { evolve } from '../../domain/registry.js';
import { type Folding } from '../../registry-log/registry-log.js';
import { decodeRegistryRecord } from '../../registry-log/registry-record-codec.js';
import { Fleet, type FleetModel } from './fleet.js';
import { type Outcome, simulate } from './scenarios.js';

const LEASE = 1000;
const MODEL: FleetModel = {
  seed: 1,
  leaseMs: LEASE,
  confirmTimeoutMs: 10 * LEASE,
  commandProcesses: 2,
  keys: 100_000_000,
  partitions: 12,
  networkMs: 0.5,
  commitMs: 2,
  applyMs: 5,
  spread: 0.5,
  brokerRequestsPerSecond: 100_000,
  brokerMegabytesPerSecond: 1000,
  storeWritesPerSecond: 20_000,
  readModels: 1,
  eventUs: 70,
  recordUs: 30,
  recordEntryUs: 0.08,
  snapshotEntryUs: 18,
  watchEntryUs: 0.25,
};

async function outcomes(seed: number, folding?: Folding): Promise<readonly Outcome[]> {
  const options = { ...MODEL, seed, replicas: 5, commandsPerSecond: 3, minutes: 0.05 };
  const all: Outcome[] = [];
  for await (const outcome of simulate(options, folding)) all.push(outcome);
  return all;
}

/** Five replicas that serve. */
async function serving(): Promise<Fleet> {
  const fleet = new Fleet(MODEL);
  await fleet.start();
  fleet.begin(5, 100);
  await fleet.time.runUntil(fleet.time.now + 1000);
  expect(fleet.replicas.map(({ mayAnswer }) => mayAnswer)).toEqual([true, true, true, true, true]);
  return fleet;
}

/** What one revocation took, in milliseconds. */
async function revoked(fleet: Fleet): Promise<number> {
  const revocation = fleet.revoke();
  await fleet.time.runUntil(fleet.time.now + 5 * LEASE);
  const { ms, confirmed } = await revocation;
  expect(confirmed).toBe(true);
  expect(fleet.violations).toBe(0);
  return ms;
}

describe('the simulation', () => {
  let first: readonly Outcome[] = [];
  beforeAll(async () => {
    first = await outcomes(7);
  });

  it('shows the same for the same seed, and something else for another', async () => {
    expect(await outcomes(7)).toEqual(first);
    expect(await outcomes(8)).not.toEqual(first);
  });

  it('shows the same when each reader folds by itself', async () => {
    expect(await outcomes(7, { decode: decodeRegistryRecord, evolve })).toEqual(first);
  });

  it('has no replica that could answer from before what was confirmed, whichever of them fail', () => {
    expect(first).toHaveLength(5);
    for (const { revocations, violations } of first.slice(1)) {
      expect(revocations.count).toBeGreaterThan(0);
      expect(revocations.unconfirmed).toBe(0);
      expect(violations).toBe(0);
    }
  });

  it('confirms a revocation in far less than a lease while all replicas are well', async () => {
    expect(await revoked(await serving())).toBeLessThan(LEASE / 5);
  });

  it('holds a revocation until the lease of a killed replica is surely over', async () => {
    const fleet = await serving();
    fleet.replicas[2]?.process.kill();
    const ms = await revoked(fleet);
    expect(ms).toBeGreaterThanOrEqual(LEASE);
    expect(ms).toBeLessThan(1.5 * LEASE);
  });

  it('holds a revocation for a lease when a replica renews and does not apply it, and no longer after it left', async () => {
    const fleet = await serving();
    const [laggard] = fleet.replicas;
    if (laggard !== undefined) laggard.applies = false;
    const ms = await revoked(fleet);
    expect(ms).toBeGreaterThanOrEqual(LEASE);
    expect(ms).toBeLessThan(2.25 * LEASE);
    expect(laggard?.mayAnswer).toBe(false);
    expect(await revoked(fleet)).toBeLessThan(LEASE / 5);
  });

  it('tells of an answer from before: the check that counts them sees a replica that serves without having applied', async () => {
    const fleet = await serving();
    const [replica] = fleet.replicas;
    if (replica === undefined) throw new Error('no replica');
    replica.hasApplied = () => false;
    const revocation = fleet.revoke();
    await fleet.time.runUntil(fleet.time.now + LEASE);
    await revocation;
    expect(fleet.violations).toBe(1);
  });
});
