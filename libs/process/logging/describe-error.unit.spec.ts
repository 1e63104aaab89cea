import { describe, expect, it } from '@jest/globals';
import { describeError } from './describe-error.js';

/** As the drivers make them: known by their names. */
function named(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe('how the log shows an error', () => {
  it('names Kafka, the broker and the first cause in one line, without a stack', () => {
    const refused = named('KafkaJSConnectionError', 'Connection error: connect ECONNREFUSED 10.0.0.7:9092', {
      broker: '10.0.0.7:9092',
      code: 'ECONNREFUSED',
    });
    const givenUp = named('KafkaJSNumberOfRetriesExceeded', 'Connection error: connect ECONNREFUSED 10.0.0.7:9092', {
      cause: refused,
    });
    expect(describeError(givenUp)).toEqual({
      of: 'Kafka',
      type: 'KafkaJSNumberOfRetriesExceeded',
      message: 'Kafka broker 10.0.0.7:9092: Connection error: connect ECONNREFUSED 10.0.0.7:9092',
    });
    expect(
      describeError(
        named(
          'KafkaJSProtocolError',
          'There is no leader for this topic-partition\n as we are in the middle of a leadership election',
        ),
      ),
    ).toEqual({
      of: 'Kafka',
      type: 'KafkaJSProtocolError',
      message: 'Kafka: There is no leader for this topic-partition as we are in the middle of a leadership election',
    });
  });

  it('names what waited for it, and the first of several causes', () => {
    const away = new AggregateError(
      [named('MongoNetworkError', 'connection 7 to 10.0.0.8:27017 closed')],
      'the write failed',
    );
    expect(
      describeError(named('Retryable', 'a store or log that the handler needs cannot be reached', { cause: away })),
    ).toEqual({
      of: 'MongoDB',
      type: 'Retryable',
      message:
        'MongoDB: a store or log that the handler needs cannot be reached: the write failed: connection 7 to 10.0.0.8:27017 closed',
    });
  });

  it.each([
    'MongoNetworkTimeoutError',
    'MongoServerSelectionError',
    'MongooseServerSelectionError',
    'MongoPoolClearedError',
    'PoolClearedOnNetworkError',
    'MongoPoolClosedError',
    'MongoNotConnectedError',
  ])('takes %s for a database that is away', (name) => {
    expect(describeError(named(name, 'away'))).toEqual({ of: 'MongoDB', type: name, message: 'MongoDB: away' });
  });

  it.each([
    ['a fault of this program', new TypeError('undefined is not a function')],
    [
      'a fault that met a system’s error',
      named('KafkaJSNonRetriableError', 'x', { cause: new RangeError('out of bounds') }),
    ],
    ['what a database refuses for good', named('MongoServerError', 'not authorized', { code: 13 })],
    ['an error of any other kind', new Error('no')],
  ])('keeps the stack of %s', (_, error) => {
    expect(describeError(error)).toMatchObject({
      message: expect.any(String),
      stack: expect.stringContaining('describe-error.unit.spec'),
    });
  });

  it('follows causes that go round', () => {
    const round = named('KafkaJSError', 'again');
    round.cause = round;
    expect(describeError(round)).toEqual({ of: 'Kafka', type: 'KafkaJSError', message: 'Kafka: again' });
  });

  it('leaves alone what is no error', () => {
    expect(describeError('no')).toBe('no');
  });
});
