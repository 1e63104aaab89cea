import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { type ClientDuplexStream, status as Code } from '@grpc/grpc-js';
import {
  Health,
  ServerReflection,
  ServerReflectionRequestSchema,
  ServerReflectionResponseSchema,
  ServerReflectionV1Alpha,
  ServingStatus,
  Verification,
  VerifyStreamRequestSchema,
  VerifyStreamResponseSchema,
} from '#protos';
import { keyCreated, keyRevoked, recordedAs, roleChanged } from '../domain/testing/events.js';
import { failureOf } from '../testing/grpc-caller.js';
import { GrpcHouse } from '../testing/grpc-house.js';
import { newSecret } from '../testing/verification-system.js';
import { eventually } from '../../../test/kit/eventually.js';

const { verifyStream, verify } = Verification.method;
const house = new GrpcHouse();
const { system } = house;
const good = newSecret('c1');
let port: number;
beforeAll(async () => {
  await system.publish(
    recordedAs(1, roleChanged('analyst')),
    recordedAs(2, keyCreated({ keyId: 'k1', credential: good.credential })),
  );
  ({ port } = await house.serve(await system.serving()));
});
afterAll(() => house.close());

type Asked = MessageInitShape<typeof VerifyStreamRequestSchema>;
const questionBytes = (asked: Asked): Buffer =>
  Buffer.from(toBinary(VerifyStreamRequestSchema, create(VerifyStreamRequestSchema, asked)));

/** What comes on a stream, until it ends. */
function listen(call: ClientDuplexStream<Buffer, Buffer>) {
  const messages: Buffer[] = [];
  const ended = new Promise<ReturnType<typeof failureOf> | null>((resolve) => {
    call
      .on('data', (bytes: Buffer) => messages.push(bytes))
      .on('error', (error) => {
        resolve(failureOf(error));
      })
      .on('end', () => {
        resolve(null);
      });
  });
  const answers = () => messages.map((bytes) => fromBinary(VerifyStreamResponseSchema, bytes));
  return { messages, answers, ended };
}

describe('VerifyStream', () => {
  it('answers each question under its id, and goes on after one that cannot be answered', async () => {
    const call = house.caller(port).open(verifyStream);
    const { answers, ended } = listen(call);
    const endpoint = { case: 'endpoint' as const, value: { method: '', path: '/' } };
    for (const asked of [
      { id: 7n, request: { key: good.secret } },
      { id: 8n },
      { id: 9n, request: { key: 'x', question: endpoint } },
      { id: 10n, request: { key: 'hello' } },
    ])
      call.write(questionBytes(asked));
    call.end();
    expect(await ended).toBeNull();
    expect(answers()).toMatchObject([
      { id: 7n, outcome: { case: 'response', value: { valid: true, keyId: 'k1' } } },
      { id: 8n, outcome: { case: 'problem', value: { code: Code.INVALID_ARGUMENT } } },
      { id: 9n, outcome: { case: 'problem', value: { code: Code.INVALID_ARGUMENT } } },
      { id: 10n, outcome: { case: 'response', value: { valid: false, code: 'malformed' } } },
    ]);
  });

  it('ends at a message that cannot be read, after the answers to those before', async () => {
    const door = await house.gated();
    const call = house.caller(door.port).open(verifyStream);
    const { answers, ended } = listen(call);
    call.write(questionBytes({ id: 1n, request: { key: good.secret } }));
    call.write(Buffer.from([0xff]));
    call.write(questionBytes({ id: 3n, request: { key: 'hello' } }));
    await eventually(() => {
      expect(door.gate.held).toHaveLength(1);
    });
    door.gate.open();
    expect(await ended).toMatchObject({
      code: Code.INVALID_ARGUMENT,
      details: [{ metadata: { code: 'invalid-request' } }],
    });
    expect(answers().map(({ id }) => id)).toEqual([1n]);
  });

  it('answers what it can before what waits for the store, and reads no more than may wait', async () => {
    const door = await house.gated({ limits: { questionsEach: 3 } });
    const call = house.caller(door.port).open(verifyStream);
    const { answers, ended } = listen(call);
    call.write(questionBytes({ id: 1n, request: { key: good.secret } }));
    call.write(questionBytes({ id: 2n, request: { key: 'hello' } }));
    for (let id = 3n; id < 103n; id++) call.write(questionBytes({ id, request: { key: newSecret('c').secret } }));
    await eventually(() => {
      expect(answers().map(({ id }) => id)).toEqual([2n]);
    });
    await eventually(() => {
      expect(door.gate.held.length).toBeGreaterThanOrEqual(3);
    });
    expect(door.gate.held.length).toBeLessThan(30); // those that grpc-js had read ahead
    door.gate.open();
    call.end();
    expect(await ended).toBeNull();
    expect(answers()).toHaveLength(102);
  });

  it('says in the place of a question that no verdict can be given', async () => {
    const call = house.caller((await house.serve(system.replica())).port).open(verifyStream);
    const { answers, ended } = listen(call);
    call.end(questionBytes({ id: 1n, request: { key: good.secret } }));
    expect(await ended).toBeNull();
    expect(answers()).toMatchObject([{ outcome: { case: 'problem', value: { code: Code.UNAVAILABLE } } }]);
  });

  it('keeps to a revoke that comes while it is open', async () => {
    const mine = newSecret('c9');
    const ownerId = 'acme/bob';
    await system.publish(
      recordedAs(1, roleChanged('analyst'), { ownerId }),
      recordedAs(2, keyCreated({ keyId: 'k9', credential: mine.credential }), { ownerId }),
    );
    const replica = await system.serving();
    const call = house.caller((await house.serve(replica)).port).open(verifyStream);
    const { answers } = listen(call);
    const ask = async (id: bigint) => {
      call.write(questionBytes({ id, request: { key: mine.secret } }));
      await eventually(() => {
        expect(answers()).toHaveLength(Number(id));
      });
      return answers().at(-1)?.outcome.value;
    };
    expect(await ask(1n)).toMatchObject({ valid: true });
    const { partition, offset } = await system.publish(recordedAs(3, keyRevoked('k9'), { ownerId }));
    await eventually(() => {
      expect(replica.replica.appliedPositions()[partition]).toBeGreaterThanOrEqual(offset);
    });
    expect(await ask(2n)).toMatchObject({ valid: false, code: 'revoked' });
    call.end();
  });

  it('is ended in order, and with a reason, when the replica stops', async () => {
    const door = await house.gated();
    const call = house.caller(door.port).open(verifyStream);
    const { answers, ended } = listen(call);
    call.write(questionBytes({ id: 1n, request: { key: good.secret } }));
    await eventually(() => {
      expect(door.gate.held).toHaveLength(1);
    });
    const closed = door.close();
    door.gate.open();
    expect(await ended).toMatchObject({
      code: Code.UNAVAILABLE,
      details: [{ metadata: { code: 'verdict-unavailable' } }, {}],
    });
    expect(answers()).toMatchObject([{ id: 1n, outcome: { case: 'response', value: { valid: true } } }]);
    await closed;
  });
});

describe('health', () => {
  it('is that of the verdicts, for the server and for each service, and unknown for others', async () => {
    const cutOff = house.caller((await house.serve(system.replica())).port);
    for (const service of ['', 'keyward.v1.Verification', 'envoy.service.auth.v3.Authorization']) {
      expect(await house.caller(port).ask(Health.method.check, { service })).toMatchObject({
        status: ServingStatus.SERVING,
      });
      expect(await cutOff.ask(Health.method.check, { service })).toMatchObject({ status: ServingStatus.NOT_SERVING });
    }
    await expect(cutOff.ask(Health.method.check, { service: 'other' })).rejects.toMatchObject({ code: Code.NOT_FOUND });
  });

  it('turns to NOT_SERVING at the start of the drain', async () => {
    const door = await house.serve(await system.serving());
    const caller = house.caller(door.port);
    expect(await caller.ask(Health.method.check, {})).toMatchObject({ status: ServingStatus.SERVING });
    door.readiness.add('process', () => 'shutting down');
    expect(await caller.ask(Health.method.check, {})).toMatchObject({ status: ServingStatus.NOT_SERVING });
    expect(await caller.ask(verify, { key: 'hello' })).toMatchObject({ code: 'malformed' });
  });

  it('is told to who watches, whenever it changes, and at the end', async () => {
    const replica = await system.serving();
    const door = await house.serve(replica);
    const statuses: number[] = [];
    const path = `/${Health.typeName}/Watch`;
    const watching = house
      .caller(door.port)
      .client.makeServerStreamRequest(
        path,
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes,
        Buffer.alloc(0),
      )
      .on('data', (bytes: Buffer) => statuses.push(bytes[1] ?? 0))
      .on('error', () => undefined);
    await eventually(() => {
      expect(statuses).toEqual([ServingStatus.SERVING]);
    });
    await replica.lease.leave();
    await eventually(() => {
      expect(statuses).toEqual([ServingStatus.SERVING, ServingStatus.NOT_SERVING]);
    });
    watching.cancel();
    await door.close();
  });
});

describe('reflection', () => {
  it.each([ServerReflection, ServerReflectionV1Alpha])(
    'of $typeName shows the services and the files that they need',
    async (service) => {
      const call = house.caller(port).open(service.method.serverReflectionInfo);
      const { messages, ended } = listen(call);
      for (const messageRequest of [
        { case: 'listServices' as const, value: '' },
        { case: 'fileContainingSymbol' as const, value: 'keyward.v1.Verification' },
        { case: 'fileContainingSymbol' as const, value: 'envoy.service.auth.v3.AttributeContext.HttpRequest' },
        { case: 'fileByFilename' as const, value: 'google/rpc/status.proto' },
        { case: 'fileContainingSymbol' as const, value: 'no.such.Thing' },
      ])
        call.write(
          Buffer.from(
            toBinary(ServerReflectionRequestSchema, create(ServerReflectionRequestSchema, { messageRequest })),
          ),
        );
      call.end();
      expect(await ended).toBeNull();
      const answers = messages.map((bytes) => fromBinary(ServerReflectionResponseSchema, bytes).messageResponse);
      expect(answers.map((answer) => answer.case)).toEqual([
        'listServicesResponse',
        'fileDescriptorResponse',
        'fileDescriptorResponse',
        'fileDescriptorResponse',
        'errorResponse',
      ]);
      expect(answers[0]?.value).toMatchObject({
        service: expect.arrayContaining([expect.objectContaining({ name: 'keyward.v1.Verification' })]),
      });
    },
  );
});
