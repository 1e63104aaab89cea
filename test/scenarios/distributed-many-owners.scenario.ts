import { afterAll, describe, expect, it } from '@jest/globals';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { expectNoViolations } from '../faults/expect-no-violations.js';
import { type KnownKey, RecordingClient } from '../faults/recording-client.js';
import { seedOwners } from '../faults/seed-owners.js';
import { atOnce } from '../kit/at-once.js';
import { exchange } from '../kit/http.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';

const OVER_THE_API = 1_000;
const SEEDED = 10_000;
const PUBLISHED = 9_000;

let secrets: readonly string[] = [];
const { system, deployment } = await startDistributed({
  ownMongo: true,
  prepare: async (prepared) => {
    secrets = await seedOwners(prepared, { owners: SEEDED, published: PUBLISHED });
  },
});
const finalState = await FinalStateCheck.open(system, deployment);
afterAll(async () => {
  await finalState.close();
  await system.stop();
}, 180_000);

const replicas = deployment.of('verification').map(({ address }) => address);
const commandProcesses = deployment.of('key-command').map(({ address }) => address);
const client = new RecordingClient(system);
const at = <T>(from: readonly T[], index: number): T => {
  const found = from[index % from.length];
  if (found === undefined) throw new RangeError('there is none');
  return found;
};

describe('many owners', () => {
  it('10,000 are stored, the last 1,000 by a process that died before it published: all of them are published, and every replica knows their keys', async () => {
    const { streams } = await finalState.checkStreams([]);
    expect(streams.size).toBe(SEEDED);
    for (const [index, secret] of secrets.filter((_, position) => position % 200 === 0).entries()) {
      expect(
        (await exchange(at(replicas, index), { method: 'POST', path: '/v1/verify', body: { key: secret } })).body,
      ).toMatchObject({ code: 'valid' });
    }
  }, 400_000);

  it('1,000 create a key over the API, and every second revokes it: all of it is confirmed, in order and in the read model', async () => {
    const created = (
      await atOnce(Array.from({ length: OVER_THE_API }), (_, index) =>
        client.create(at(commandProcesses, index), person('many', 'analyst'), 'Mine'),
      )
    ).filter((key): key is KnownKey => key !== undefined);
    expect(created).toHaveLength(OVER_THE_API);
    await atOnce(
      created.filter((_, index) => index % 2 === 0),
      (key, index) => client.revoke(at(commandProcesses, index), key),
    );
    await atOnce(created, (key, index) => client.verify(at(replicas, index), at(key.credentials, 0)));
    expect(new Set(client.commands.map(({ outcome }) => outcome))).toEqual(new Set(['confirmed']));
    expectNoViolations(client);
    expect((await finalState.checkStreams(client.commands)).streams.size).toBe(SEEDED + OVER_THE_API);
  }, 400_000);
});
