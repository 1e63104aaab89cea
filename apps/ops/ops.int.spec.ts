import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { z } from 'zod';
import { deadLetterTopic } from '#contracts';
import { PublishingLoop } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { OperationsModule } from '#operations';
import { Permanent } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { RegistryBarrier, RegistryReplica } from '#propagation';
import { createHttpApp, HttpEnv, type HttpApp } from '#http';
import { appModule, createLogger, SystemClock } from '#process';
import { parseServiceTokens, UserAuthModule } from '#user-auth';
import { Authority, certificateFiles } from '../../test/kit/certificates.js';
import { eventually } from '../../test/kit/eventually.js';
import { deadLetters, deadLettersOptions } from './commands/dead-letters.js';
import { replicas } from './commands/replicas.js';
import { KeyCommandClient } from './key-command-client.js';
import { ops } from './testing/run.js';

const TOKEN = 'token-of-the-operators';

describe('a command line that is not understood', () => {
  it.each([
    ['a command that there is not', ['compact'], 'There is no command compact.'],
    ['a flag that there is not', ['replicas', '--all'], '--all'],
    ['a word that nobody asked for', ['replicas', 'now'], 'now'],
    ['a flag without its value', ['dead-letters', '--topic'], '--topic'],
    ['a backup to nowhere', ['backup'], 'backup needs one path'],
    ['an export to nowhere', ['export', '--services'], 'export needs one path'],
    ['an import of nothing', ['import'], 'import needs one path'],
    ['a restore of two', ['restore', 'a', 'b'], 'restore needs one path'],
    ['a restore that revokes something else', ['restore', 'a', '--revoke', 'some'], '--revoke must be one of changed'],
    ['a topic that there is not', ['dead-letters', '--topic', 'orders'], '--topic must be one of key-events'],
    ['a limit that is none', ['dead-letters', '--limit', '0'], '--limit must be a whole number'],
    ['a republication of nobody', ['republish'], 'either --owner or --since'],
    [
      'a republication of both',
      ['republish', '--owner', 'acme/ann', '--since', '2026-01-01'],
      'either --owner or --since',
    ],
    [
      'dropping at once with the switch',
      ['rebuild-verification', '--switch', '--drop-unused'],
      '--drop-unused goes alone',
    ],
    ['accepting what is not switched to', ['rebuild-verification', '--accept-differences'], 'needs --switch'],
  ])('is answered in one line, with exit code 2: %s', async (_, args, message) => {
    const ran = await ops({}, ...args);
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
    expect(ran.err.split('\n')).toHaveLength(1);
    expect(ran.err).toContain('npm run ops -- help');
  });

  it('unless it asks for help', async () => {
    for (const args of [[], ['help'], ['--help']])
      expect(await ops({}, ...args)).toMatchObject({ code: 0, out: expect.stringContaining('rebuild-verification') });
  });
});

describe('what cannot be reached', () => {
  it.each([
    [
      'key-command',
      ['replicas'],
      { KEY_COMMAND_URL: 'http://127.0.0.1:2', SERVICE_TOKEN: TOKEN },
      'key-command at http://127.0.0.1:2 cannot be reached (ECONNREFUSED)',
    ],
    [
      'MongoDB',
      ['rebuild-verification', '--drop-unused'],
      { MONGO_URL: 'mongodb://user:hunter2@127.0.0.1:1/keyward' },
      'MongoDB (MONGO_URL) cannot be used',
    ],
    ['Kafka', ['dead-letters'], { KAFKA_BROKERS: '127.0.0.1:1' }, 'Kafka at 127.0.0.1:1 cannot be used'],
    ['what is not named', ['replicas'], {}, 'KEY_COMMAND_URL is missing'],
  ])(
    'is reported by its name, with exit code 1 and without a secret: %s',
    async (_, args, env, message) => {
      const ran = await ops(env, ...args);
      expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining(message) });
      expect(ran.err).not.toContain('hunter2');
      expect(ran.err).not.toContain(TOKEN);
    },
    30_000,
  );
});

describe('key-command, asked by its operators', () => {
  let log: EmbeddedLog;
  let store: SqliteEventStore;
  let barrier: RegistryBarrier;
  let publishing: PublishingLoop;
  let http: HttpApp;
  let env: { readonly KEY_COMMAND_URL: string; readonly SERVICE_TOKEN: string };

  beforeEach(async () => {
    log = EmbeddedLog.open({ eventsPath: ':memory:' });
    store = SqliteEventStore.open(':memory:');
    const { publisher, subscriber } = log;
    publishing = new PublishingLoop({ store, publisher });
    barrier = new RegistryBarrier({ publisher, subscriber, confirmTimeoutMs: 10_000 });
    await barrier.start();
    const serviceTokens = parseServiceTokens(`operators:${createHash('sha256').update(TOKEN).digest('hex')}`);
    const auth = UserAuthModule.forRoot({
      trust: { key: { kind: 'secret', secret: 'a secret that signs tokens in tests only' } },
      serviceTokens,
    });
    const operations = OperationsModule.forRoot({ store, publishing, barrier });
    http = await createHttpApp(appModule({ features: [auth, operations] }), {
      env: Object.assign(new HttpEnv(), { PORT: 0, DRAIN_MS: 0 }),
      logger: createLogger({ level: 'silent', name: 'test' }),
      clock: new SystemClock(),
      openApi: { title: 'Operations' },
    });
    env = { KEY_COMMAND_URL: await http.serve(), SERVICE_TOKEN: TOKEN };
  });
  afterEach(async () => {
    await http.close();
    await barrier.close();
    await publishing.close();
    await log.close();
    await store.close();
  });

  const append = (ownerId: string) =>
    store.append(
      ownerId,
      0,
      [{ event: { type: 'OwnerDeactivated' }, at: '2026-01-01T00:00:00.000Z', by: 'service:test' }],
      { commandId: 'c1' },
    );

  it('republishes an owner, or all since a time', async () => {
    await append('acme/ann');
    await append('acme/bob');
    expect(await ops(env, 'republish', '--owner', 'acme/ann')).toEqual({
      code: 0,
      out: 'The events of acme/ann were sent again.',
      err: '',
    });
    expect(JSON.parse((await ops(env, 'republish', '--since', '2020-01-01', '--json')).out)).toEqual({
      owners: 2,
      unreadable: [],
    });
    expect(await log.subscriber.endOf('key-events')).toEqual({ 0: 2 });
    expect(await ops(env, 'republish', '--owner', 'acme/nobody')).toMatchObject({
      code: 1,
      out: 'acme/nobody has no events that could be sent.',
    });
  });

  it('shows the replicas and what waits, once for all key-commands', async () => {
    expect((await ops(env, 'replicas')).out).toContain('No replica is in the registry.');
    const replica = new RegistryReplica({
      publisher: log.publisher,
      subscriber: log.subscriber,
      leaseMs: 60_000,
      appliedPositions: () => ({ 0: 4 }),
      endOfKeyEvents: () => Promise.resolve({}),
    });
    await replica.join();
    const confirmed = barrier.confirm({ partition: 0, offset: 5 });
    const shown = await eventually(async () => {
      const ran = await ops({ ...env, KEY_COMMAND_URL: `${env.KEY_COMMAND_URL},${env.KEY_COMMAND_URL}` }, 'replicas');
      expect(ran.out).toContain('0:5');
      return ran;
    });
    expect(shown.out.split('\n').filter((line) => line.startsWith(replica.incarnation ?? '?'))).toHaveLength(1);
    expect(shown.out).toMatch(/^0:5 .* http:/m);
    await replica.leave();
    await confirmed;
  });

  it('asks each process that the name of its address stands for', async () => {
    const url = `http://key-command-each.test:${new URL(env.KEY_COMMAND_URL).port}`;
    const behind = (...addresses: readonly string[]) =>
      replicas({ env: { ...env, KEY_COMMAND_URL: url } }, () =>
        Promise.resolve(addresses.map((address) => ({ address, family: 4 }))),
      );
    expect(await behind('127.0.0.1', '127.0.0.1')).toMatchObject({ json: { replicas: [] } });
    const lost = expect.stringContaining(`key-command at ${url} (127.9.9.9) cannot be reached (ECONNREFUSED)`);
    expect(await behind('127.0.0.1', '127.9.9.9')).toMatchObject({
      exitCode: 1,
      json: { replicas: [], waiting: [], failures: [lost] },
      lines: ['No replica is in the registry.', '', 'No change waits.', lost],
    });
  });

  it('says why it refuses', async () => {
    expect(await ops({ ...env, SERVICE_TOKEN: 'another' }, 'replicas')).toMatchObject({
      code: 1,
      err: expect.stringContaining('refuses: service-token-invalid'),
    });
    expect(await ops(env, 'republish', '--owner', 'ann')).toMatchObject({
      code: 1,
      err: expect.stringContaining('invalid-request: ownerId must be'),
    });
    expect(
      await ops({ ...env, KEY_COMMAND_URL: `${env.KEY_COMMAND_URL}/health/live` }, 'republish', '--since', 'x'),
    ).toMatchObject({ code: 1 });
  });
});

it('a process that is one of several behind a name shows a certificate for that name', async () => {
  const authority = await Authority.create();
  const pair = await authority.issue('key-command');
  const server = createServer(pair, (_request, response) => {
    response.end(JSON.stringify({ replicas: [], waiting: [] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const ask = (host: string) => {
    const env = {
      ...certificateFiles(pair, authority.ca),
      KEY_COMMAND_URL: `https://${host}:${String(port)}`,
      SERVICE_TOKEN: TOKEN,
    };
    return replicas({ env }, () => Promise.resolve([1, 2].map(() => ({ address: '127.0.0.1', family: 4 }))));
  };
  expect(await ask('localhost')).toMatchObject({ json: { replicas: [], waiting: [] } });
  await expect(ask('key-command.test')).rejects.toThrow('ERR_TLS_CERT_ALTNAME_INVALID');
  server.close();
});

it('a process that hangs is named, and waited for no longer than others need', async () => {
  const server = createTcpServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  await expect(new KeyCommandClient({ url }, TOKEN, {}, 50).get('/', z.unknown())).rejects.toThrow(
    `key-command at ${url} cannot be reached (no answer in time)`,
  );
  server.close();
});

it('dead letters are shown newest first, with origin and reason, and never a value', async () => {
  const log = EmbeddedLog.open({ eventsPath: ':memory:' });
  const { publisher, subscriber } = log;
  expect((await deadLetters(deadLettersOptions({}), subscriber)).lines).toEqual([
    'key-events.dlq is empty.',
    'key-usage.dlq is empty.',
    'owner-contacts.dlq is empty.',
    'verifiers.dlq is empty.',
  ]);
  await refuseAll(subscriber, 'key-events');
  for (const owner of ['ann', 'bob', 'cid'])
    await publisher.send('key-events', [{ key: `acme/${owner}`, headers: {}, value: Buffer.from('classified') }]);
  await eventually(async () => {
    expect(await subscriber.endOf(deadLetterTopic('key-events'))).toEqual({ 0: 2 });
  });
  const { lines, json } = await deadLetters(deadLettersOptions({ limit: '2' }), subscriber);
  expect(lines).toHaveLength(4);
  expect(lines.join('\n')).toMatch(/key-events 0:2 +acme\/cid +notifier +not readable: acme\/cid/);
  expect(lines.at(-1)).toBe('… and 1 older ones');
  expect(JSON.stringify([lines, json])).not.toContain('classified');
  await log.close();
});

it('dead letters of every topic are shown, or of the one that is named', async () => {
  const log = EmbeddedLog.open({ eventsPath: ':memory:' });
  const { publisher, subscriber } = log;
  for (const topic of ['key-events', 'key-usage']) {
    await refuseAll(subscriber, topic);
    await publisher.send(topic, [{ key: 'acme/ann', headers: {}, value: Buffer.from('') }]);
    await eventually(async () => {
      expect(await subscriber.endOf(deadLetterTopic(topic))).toEqual({ 0: 0 });
    });
  }
  const shown = async (topic?: string) => {
    const { lines } = await deadLetters(deadLettersOptions(topic === undefined ? {} : { topic }), subscriber);
    return lines.flatMap((line) => /key-[a-z]+(?= 0:0)/.exec(line) ?? []).sort();
  };
  expect(await shown()).toEqual(['key-events', 'key-usage']);
  expect(await shown('key-usage')).toEqual(['key-usage']);
  await log.close();
});

async function refuseAll(subscriber: EmbeddedLog['subscriber'], topic: string): Promise<void> {
  await subscriber.subscribe({
    mode: 'group',
    group: 'notifier',
    topic,
    onPermanent: 'park',
    handle: ([record]) =>
      Promise.reject(
        record === undefined ? new Error('nothing') : new Permanent(record, `not readable: ${String(record.key)}`),
      ),
  });
}
