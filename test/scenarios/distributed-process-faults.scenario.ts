import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { type OwnerId, ownerIdOf } from '#contracts';
import { PublishingLoop } from '#event-store';
import { FinalStateCheck } from '../faults/final-state-check.js';
import { BackgroundTraffic } from '../faults/background-traffic.js';
import { expectNoViolations } from '../faults/expect-no-violations.js';
import { RecordingClient } from '../faults/recording-client.js';
import { eventually } from '../kit/eventually.js';
import { MailServer } from '../kit/mail-server.js';
import { person } from '../kit/users.js';
import { startDistributed } from '../profiles/distributed.js';
import { type Replica } from '../profiles/replica.js';

/** Processes that are killed, frozen, doubled and moved while owners work with their keys. */

const SHORT_LEASE_MS = 1000;
const FROZEN_MS = 10_000;
const PATIENCE = { timeout: 60_000 };

const inbox = await MailServer.start();
const { system, deployment } = await startDistributed({
  env: { LEASE_MS: '2000', CONFIRM_TIMEOUT_MS: '10000', SMTP_URL: inbox.url, MAIL_FROM: 'Keyward <keys@acme.example>' },
  envOf: { 'verification/2': { LEASE_MS: String(SHORT_LEASE_MS) } },
});
const finalState = await FinalStateCheck.open(system, deployment);
afterAll(async () => {
  await finalState.close();
  await system.stop();
  await inbox.stop();
}, 180_000);

const processOf = (service: Parameters<typeof deployment.of>[0], index: number): Replica => {
  const replica = deployment.of(service)[index];
  if (replica === undefined) throw new RangeError(`there is no ${service}/${String(index)}`);
  return replica;
};
const elapsed = (ms: number, since: number) =>
  eventually(
    () => {
      if (performance.now() < since + ms) throw new Error('not yet');
    },
    { timeout: ms + 1000 },
  );

const background = new BackgroundTraffic(system, deployment);
afterEach(() => background.abandon());

describe.each(['verification', 'key-command', 'activity', 'notifier'] as const)(
  'a process of %s is killed with requests under way, and started again',
  (service) => {
    it('nothing that was acknowledged is lost, no revoked key is accepted, every use is counted once', async () => {
      const victim = processOf(service, 0);
      const traffic = await background.start(1);
      const at = performance.now();
      await victim.kill();
      await traffic.commands(10);
      await victim.start();
      await traffic.commands(10);
      expectNoViolations(await traffic.stop());
      await finalState.check(traffic, service === 'verification' ? [{ replica: victim.address, at }] : []);
    }, 180_000);
  },
);

describe('a member of each group leaves it and another joins it, with batches under way', () => {
  it('the group is rebalanced each time: nothing is lost or counted twice, and each owner stays in order', async () => {
    const traffic = await background.start(6);
    for (const service of ['activity', 'notifier'] as const) {
      const member = processOf(service, 0);
      await member.stop();
      await traffic.commands(10);
      await member.start();
      await traffic.commands(10);
    }
    expectNoViolations(await traffic.stop());
    await finalState.check(traffic);
  }, 180_000);
});

describe('a verification replica is frozen for 10 s while keys are revoked, and a member of each group with it', () => {
  it('the revoke is answered within LEASE + 500 ms, and thawed it accepts none of them', async () => {
    const frozen = processOf('verification', 2);
    const zombies = [frozen, processOf('activity', 0), processOf('notifier', 0)];
    const client = new RecordingClient(system);
    const [first, second] = deployment.of('key-command');
    const keys = (
      await Promise.all(
        ['Leaked', 'Leaked, too'].map((name) => client.create(first?.address ?? '', person('alice', 'analyst'), name)),
      )
    ).filter((key) => key !== undefined);
    const credentials = keys.flatMap((key) => key.credentials);
    const ask = () => Promise.all(credentials.map((credential) => client.verify(frozen.address, credential)));
    await eventually(async () => {
      expect(await ask()).toEqual(['valid', 'valid']);
    }, PATIENCE);

    for (const zombie of zombies) zombie.signal('SIGSTOP');
    const since = performance.now();
    const answers = await Promise.all(
      keys.map((key, index) => client.revoke((index === 0 ? first : second)?.address ?? '', key)),
    );
    for (const answer of answers) {
      expect(answer?.propagation).toMatchObject({ confirmed: true });
      expect(answer?.propagation.waitedMs).toBeLessThanOrEqual(SHORT_LEASE_MS + 500);
    }
    const late = Promise.all(Array.from({ length: 10 }, ask));
    await elapsed(FROZEN_MS, since);
    for (const zombie of zombies) zombie.signal('SIGCONT');
    expect((await late).flat()).not.toContain('valid');
    await eventually(async () => {
      expect(await ask()).toEqual(['revoked', 'revoked']);
    }, PATIENCE);
    expectNoViolations(client);
    const traffic = await background.start(2);
    await traffic.commands(10);
    expectNoViolations(await traffic.stop());
    await finalState.check(traffic);
  }, 180_000);
});

describe('two processes of key-command at once', () => {
  it('race on one owner: each command happens once, and the events stand in one order', async () => {
    const client = new RecordingClient(system);
    const owner = person('contended', 'analyst');
    const addresses = deployment.of('key-command').map(({ address }) => address);
    const created = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        client.create(addresses[index % 2] ?? '', owner, `Key ${String(index)}`),
      ),
    );
    const keys = created.filter((key) => key !== undefined);
    await Promise.all(keys.flatMap((key) => addresses.map((address) => client.revoke(address, key))));
    const { streams } = await finalState.checkStreams(client.commands);
    const events = streams.get(ownerIdOf(owner))?.map(({ event }) => event) ?? [];
    expect(keys.length).toBeGreaterThan(6);
    for (const { keyId } of keys) {
      const ofKey = events.filter((event) => 'keyId' in event && event.keyId === keyId).map(({ type }) => type);
      expect(ofKey.slice(0, 1)).toEqual(['KeyCreated']);
      expect(ofKey.filter((type) => type === 'KeyRevoked').length).toBeLessThanOrEqual(1);
    }
  }, 120_000);

  it('both publish every commit: nothing changes but the length of the topic', async () => {
    const traffic = await background.start(3);
    const twin = new PublishingLoop({ store: finalState.store, publisher: finalState.publisher });
    const owners: readonly OwnerId[] = traffic.owners.map(ownerIdOf);
    for (const ownerId of owners) await twin.republish(ownerId);
    expectNoViolations(await traffic.stop());
    for (const ownerId of owners) await twin.republish(ownerId);
    await twin.close();
    const { repeated, streams } = await finalState.check(traffic);
    expect(repeated).toBeGreaterThanOrEqual(
      owners.reduce((sum, ownerId) => sum + (streams.get(ownerId)?.length ?? 0), 0),
    );
  }, 120_000);
});

describe('after all of that', () => {
  it('every reminder that was set comes in one mail, and none for a key that was revoked', async () => {
    const commands = background.past.flatMap(({ client }) => client.commands);
    const did = (action: string, ...outcomes: readonly string[]) =>
      new Set(
        commands
          .filter((command) => command.action === action && outcomes.includes(command.outcome))
          .map(({ keyId }) => keyId),
      );
    const [set, perhapsSet, revoked, perhapsRevoked] = [
      did('remind', 'acknowledged'),
      did('remind', 'unknown'),
      did('revoke', 'confirmed', 'acknowledged'),
      did('revoke', 'unknown'),
    ];
    const keys = background.past.flatMap((traffic) => traffic.keys);
    const due = keys.filter(({ keyId }) => set.has(keyId) && !revoked.has(keyId) && !perhapsRevoked.has(keyId));
    const perhapsDue = keys.filter(({ keyId }) => (set.has(keyId) || perhapsSet.has(keyId)) && !revoked.has(keyId));
    const reminded = () =>
      inbox.mails.map(
        ({ headers }) => /^Rotate your API key "(.*)" by /.exec(headers['subject'] ?? '')?.[1] ?? headers['subject'],
      );
    expect(due.length).toBeGreaterThan(0);
    await system.passDays(24.5);
    await eventually(() => {
      expect(reminded()).toEqual(expect.arrayContaining(due.map(({ name }) => name)));
    }, PATIENCE);
    await eventually(async () => {
      expect(await system.metrics()).toMatch(/^keyward_reminders_due 0$/m);
    }, PATIENCE);
    expect(new Set(reminded()).size).toBe(reminded().length);
    expect(perhapsDue.map(({ name }) => name)).toEqual(expect.arrayContaining(reminded()));
  }, 120_000);
});
