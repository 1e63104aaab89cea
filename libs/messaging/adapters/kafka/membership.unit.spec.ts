import kafkajs from 'kafkajs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Membership } from './membership.js';

/** kafkajs makes these of an answer; its types hide how. */
function refused(type: string): Error {
  const error: unknown = Reflect.construct(kafkajs.KafkaJSProtocolError, [
    { type, code: 0, message: type, retriable: false },
  ]);
  if (!(error instanceof Error)) throw new TypeError('kafkajs makes its errors differently now');
  return error;
}

describe('a membership in a group', () => {
  let stale: Error[];
  let membership: Membership;

  beforeEach(() => {
    stale = [];
    membership = new Membership((reason) => {
      stale.push(reason);
    });
    membership.joined();
  });

  it('is stale when a broker is asked twice for records though a batch was answered that a join is due', () => {
    membership.batchLeft(refused('NOT_COORDINATOR_FOR_GROUP'));
    expect(membership.evicted.aborted).toBe(true);
    membership.asked(1);
    membership.asked(2);
    expect(stale).toEqual([]);
    membership.asked(1);
    membership.asked(1);
    membership.asked(2);
    expect(stale).toHaveLength(1);
    expect(stale[0]?.cause).toMatchObject({ type: 'NOT_COORDINATOR_FOR_GROUP' });
  });

  it('is stale, too, when the join was due without a batch', () => {
    membership.joinIsDue();
    membership.asked(1);
    membership.asked(1);
    expect(stale).toHaveLength(1);
  });

  it('is as good as new once it was joined', () => {
    membership.batchLeft(refused('ILLEGAL_GENERATION'));
    membership.asked(1);
    membership.joined();
    expect(membership.evicted.aborted).toBe(false);
    for (let times = 0; times < 5; times++) membership.asked(1);
    expect(stale).toEqual([]);
  });

  it('is not ended by a refusal that came for the one before it, nor by other errors', () => {
    const refusedBefore = membership.refusals();
    membership.joined();
    refusedBefore(refused('UNKNOWN_MEMBER_ID'));
    membership.batchLeft(refused('REQUEST_TIMED_OUT'));
    membership.batchLeft(new Error('away'));
    expect(membership.evicted.aborted).toBe(false);
  });

  it('fetches as often as it likes while the batch that was answered so is still being handled', () => {
    membership.refusals()(refused('REBALANCE_IN_PROGRESS'));
    expect(membership.evicted.aborted).toBe(true);
    for (let times = 0; times < 5; times++) membership.asked(2);
    expect(stale).toEqual([]);
  });
});
