import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AnswerWatch } from './answer-watch.js';

describe('the watch over answers', () => {
  let silences: number;
  let busy: boolean;
  let watch: AnswerWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    silences = 0;
    busy = false;
    watch = new AnswerWatch({
      limitMs: 1000,
      isBusy: () => busy,
      onSilence: () => {
        silences++;
      },
    });
  });
  afterEach(() => {
    watch.stop();
    jest.useRealTimers();
  });

  it('reports once when no answer has come for the limit', () => {
    jest.advanceTimersByTime(999);
    expect(silences).toBe(0);
    jest.advanceTimersByTime(5000);
    expect(silences).toBe(1);
  });

  it('says nothing while answers come', () => {
    for (let round = 0; round < 10; round++) {
      watch.asked(1);
      jest.advanceTimersByTime(500);
      watch.answered(1);
    }
    expect(silences).toBe(0);
  });

  it('reports one broker that owes an answer while others give theirs, even if it is asked again', () => {
    watch.asked(1);
    for (let round = 0; round < 4; round++) {
      watch.asked(2);
      jest.advanceTimersByTime(250);
      watch.answered(2);
      watch.asked(1);
    }
    expect(silences).toBe(1);
  });

  it('does not wonder while it need not be answered', () => {
    busy = true;
    jest.advanceTimersByTime(60_000);
    expect(silences).toBe(0);
    busy = false;
    jest.advanceTimersByTime(1000);
    expect(silences).toBe(1);
  });

  it('says nothing any more once it is stopped', () => {
    watch.stop();
    jest.advanceTimersByTime(60_000);
    expect(silences).toBe(0);
  });
});
