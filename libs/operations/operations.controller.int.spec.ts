import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type IncomingRecord, type OwnerId, REPUBLISHED_HEADER, TOPICS } from '#contracts';
import { PublishingLoop, UnreadableStream } from '#event-store';
import { SqliteEventStore } from '#event-store/adapters/sqlite';
import { readToEnd } from '#messaging';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { RegistryBarrier, RegistryReplica } from '#propagation';
import { createHttpApp, type HttpApp } from '#http';
import { appModule, SystemClock } from '#process';
import { UserAuthModule } from '#user-auth';
import { OpenApiContract } from '../../test/kit/contract.js';
import { eventually } from '../../test/kit/eventually.js';
import { AUTH, SERVICE_TOKEN, userToken } from '../../test/kit/tokens-under-test.js';
import { OperationsModule } from './operations.module.js';

const [ANN, BOB] = ['acme/ann', 'acme/bob'];

let store: SqliteEventStore;
let log: EmbeddedLog;
let publishing: PublishingLoop;
let barrier: RegistryBarrier;
let http: HttpApp;
let operator: Caller;
/** The document is the same for every start; compiling its schemas is what takes time. */
let contract: OpenApiContract | undefined;

beforeEach(async () => {
  store = SqliteEventStore.open(':memory:');
  log = EmbeddedLog.open({ eventsPath: ':memory:' });
  const { publisher, subscriber } = log;
  publishing = new PublishingLoop({ store, publisher });
  barrier = new RegistryBarrier({ publisher, subscriber, confirmTimeoutMs: 10_000 });
  await barrier.start();
  const operations = OperationsModule.forRoot({ store, publishing, barrier });
  http = await createHttpApp(appModule({ features: [UserAuthModule.forRoot(AUTH), operations] }), {
    env: { PORT: 0, HOST: '127.0.0.1', DRAIN_MS: 0, KEYWARD_TEST_CLOCK: false },
    logger: pino({ level: 'silent' }),
    clock: new SystemClock(),
    openApi: { title: 'Operations under test' },
  });
  operator = caller(() => Promise.resolve(SERVICE_TOKEN));
});
afterEach(async () => {
  await http.close();
  await barrier.close();
  await publishing.close();
  await log.close();
  await store.close();
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Caller {
  get(url: string): Promise<Answer>;
  post(url: string, payload?: object): Promise<Answer>;
}

/** Somebody with a token. Every answer is one that the OpenAPI document describes. */
function caller(token: () => Promise<string>): Caller {
  const document = (contract ??= OpenApiContract.parse(http.openApi));
  const call = async (method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer> => {
    const { statusCode, headers, body } = await http.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${await token()}` },
      ...(payload && { payload }),
    });
    const answer = {
      status: statusCode,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      text: body,
      body: JSON.parse(body) as unknown,
    };
    document.check(method, url, answer);
    return answer;
  };
  return { get: (url) => call('GET', url), post: (url, payload) => call('POST', url, payload) };
}

async function append(ownerId: OwnerId, head: number): Promise<void> {
  await store.append(
    ownerId,
    head,
    [{ event: { type: 'OwnerDeactivated' }, at: '2026-01-01T00:00:00.000Z', by: 'service:test' }],
    { commandId: `c${String(head)}` },
  );
}

/** `owner@version` of every record, `again` behind those that are marked as republished. */
async function published(): Promise<readonly string[]> {
  const records: IncomingRecord[] = [];
  await readToEnd(log.subscriber, {
    topic: TOPICS.keyEvents.name,
    after: {},
    handle: (batch) => {
      records.push(...batch);
      return Promise.resolve();
    },
  });
  return records.map(
    ({ headers }) => `${String(headers['ce_id'])}${headers[REPUBLISHED_HEADER] === 'true' ? ' again' : ''}`,
  );
}

it('the OpenAPI document describes exactly the routes there are', () => {
  const { routes } = OpenApiContract.parse(http.openApi);
  expect([...routes].sort()).toEqual(http.routes.map(({ method, path }) => `${method} ${path}`).sort());
  expect(routes).toEqual(expect.arrayContaining(['POST /v1/operations/republish', 'GET /v1/operations/replicas']));
});

it('nobody but a service gets in', async () => {
  const owner = caller(() => userToken({ sub: 'olga', org: 'acme', role: 'owner' }, new Date()));
  expect(await owner.post('/v1/operations/republish', { ownerId: ANN })).toMatchObject({
    status: 401,
    body: { code: 'service-token-invalid' },
  });
  expect(await owner.get('/v1/operations/replicas')).toMatchObject({
    status: 401,
    body: { code: 'service-token-invalid' },
  });
  expect(await published()).toEqual([]);
});

describe('republishing', () => {
  it('sends an owner’s events again, in order, before it answers', async () => {
    await append(ANN, 0);
    await append(ANN, 1);
    await append(BOB, 0);
    expect(await operator.post('/v1/operations/republish', { ownerId: ANN })).toMatchObject({
      status: 200,
      body: { owners: 1, unreadable: [] },
    });
    expect(await published()).toEqual([`${ANN}@1 again`, `${ANN}@2 again`]);
  });

  it('says that an owner has no events', async () => {
    expect(await operator.post('/v1/operations/republish', { ownerId: 'acme/nobody' })).toMatchObject({
      status: 200,
      body: { owners: 0, unreadable: [] },
    });
  });

  it('since a time takes every owner who was written to then or later, with all events', async () => {
    const owners = Array.from({ length: 230 }, (_, n) => `acme/user-${String(n)}`);
    for (const ownerId of owners) await append(ownerId, 0);
    expect(await operator.post('/v1/operations/republish', { since: '2020-01-01' })).toMatchObject({
      status: 200,
      body: { owners: 230 },
    });
    expect([...(await published())].sort()).toEqual(owners.map((ownerId) => `${ownerId}@1 again`).sort());
    expect(await operator.post('/v1/operations/republish', { since: '2999-01-01T00:00:00Z' })).toMatchObject({
      status: 200,
      body: { owners: 0 },
    });
  });

  it('goes on with the others when an owner’s events cannot be read, and names them', async () => {
    await append(ANN, 0);
    await append(BOB, 0);
    const readStored = store.readStored.bind(store);
    store.readStored = (stream, after) =>
      stream === ANN ? Promise.reject(new UnreadableStream(stream)) : readStored(stream, after);
    expect(await operator.post('/v1/operations/republish', { since: '2020-01-01' })).toMatchObject({
      status: 200,
      body: { owners: 1, unreadable: [ANN] },
    });
    expect(await published()).toEqual([`${BOB}@1 again`]);
  });

  it.each([
    {},
    { ownerId: ANN, since: '2026-01-01' },
    { ownerId: 'ann' },
    { ownerId: 'a/b/c' },
    { ownerId: 7 },
    { since: 'yesterday' },
    { since: '2026-01-01T00:00:00' },
    { since: '2026-02-30' },
    { ownerId: ANN, all: true },
    undefined,
  ])('refuses what is not exactly one of both: %j', async (body) => {
    await append(ANN, 0);
    expect(await operator.post('/v1/operations/republish', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    expect(await published()).toEqual([]);
  });
});

it('the replicas are shown, with how far they are, and what changes wait for', async () => {
  expect((await operator.get('/v1/operations/replicas')).body).toEqual({ replicas: [], waiting: [] });
  const { publisher, subscriber } = log;
  const replica = new RegistryReplica({
    publisher,
    subscriber,
    leaseMs: 60_000,
    appliedPositions: () => ({ 0: 4 }),
    endOfKeyEvents: () => Promise.resolve({}),
  });
  await replica.join();
  const confirmed = barrier.confirm({ partition: 0, offset: 5 });
  await eventually(async () => {
    expect((await operator.get('/v1/operations/replicas')).body).toEqual({
      replicas: [
        {
          incarnation: replica.incarnation,
          sequence: expect.any(Number),
          leaseMs: 60_000,
          unchangedForMs: expect.any(Number),
          positions: { 0: 4 },
        },
      ],
      waiting: [{ position: '0:5', waitedMs: expect.any(Number), behind: [replica.incarnation] }],
    });
  });
  await replica.leave();
  expect(await confirmed).toMatchObject({ confirmed: true });
});
