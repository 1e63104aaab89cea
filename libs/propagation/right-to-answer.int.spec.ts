import { beforeEach, describe, expect, it } from '@jest/globals';
import { LEASE, RegistrySystem } from './testing/registry-system.js';

describe('the right to answer', () => {
  let system: RegistrySystem;
  beforeEach(() => {
    system = new RegistrySystem();
  });

  it('runs out LEASE after the moment before the last renewal that counted was sent', async () => {
    const replica = await system.serving();
    replica.connection.freeze();
    await system.time.advance(LEASE - 2); // one millisecond went into joining
    expect(replica.lease.mayAnswer()).toBe(true);
    await system.time.advance(1);
    expect(replica.lease.mayAnswer()).toBe(false);
  });

  it('ends when the wall clock alone says that LEASE is over, and comes back with the next renewal', async () => {
    const replica = await system.serving();
    system.time.jumpWall(LEASE);
    expect(replica.lease.mayAnswer()).toBe(false);
    await system.time.advance(LEASE / 5);
    expect(replica.lease.mayAnswer()).toBe(true);
  });

  it('survives sends that fail for less than LEASE, and sends whose answers are lost', async () => {
    const replica = await system.serving();
    replica.connection.sends = 'refused';
    await system.time.advance(LEASE * 0.7);
    replica.connection.sends = 'answer lost';
    for (let passed = 0; passed < 3 * LEASE; passed += LEASE / 10) {
      await system.time.advance(LEASE / 10);
      expect(replica.lease.mayAnswer()).toBe(true);
    }
    expect(replica.lease.counters.failedAttempts).toBeGreaterThan(10);
    expect(replica.lease.counters.incarnations).toBe(1);
  });

  it('is lost while sends fail for longer, and comes back in the same incarnation when nobody waited meanwhile', async () => {
    const replica = await system.serving();
    replica.connection.sends = 'refused';
    await system.time.advance(5 * LEASE);
    expect(replica.lease.mayAnswer()).toBe(false);
    replica.connection.sends = 'fine';
    await system.time.advance(LEASE / 5);
    expect(replica.lease.mayAnswer()).toBe(true);
    expect(replica.lease.counters.incarnations).toBe(1);
  });

  it('begins although the first attempts to join fail', async () => {
    const replica = system.replica();
    replica.connection.sends = 'refused';
    const joined = replica.lease.join();
    await system.time.advance(LEASE);
    expect(replica.lease.mayAnswer()).toBe(false);
    replica.connection.sends = 'fine';
    await system.time.advance(LEASE / 5);
    await joined;
    expect(replica.lease.mayAnswer()).toBe(true);
  });

  it('is not touched by a record that nobody can read', async () => {
    const replica = await system.serving();
    system.log.append('verifiers', [
      { key: 'x', headers: { ce_type: 'keyward.registry.promoted', ce_schemaversion: '1' }, value: Buffer.from('{') },
    ]);
    await system.time.advance(LEASE / 2);
    expect(replica.lease.mayAnswer()).toBe(true);
  });

  it('never begins when the replica leaves before it served', async () => {
    const replica = system.replica();
    system.end = 0;
    const refused = expect(replica.lease.join()).rejects.toThrow('left the registry');
    await system.time.advance(1);
    await Promise.all([replica.lease.leave(), system.time.advance(1)]);
    await refused;
    expect(system.written().map(({ type }) => type)).toEqual(['joined', 'left']);
  });
});
