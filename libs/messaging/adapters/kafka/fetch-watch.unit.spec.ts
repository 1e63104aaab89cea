import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FetchWatch } from './fetch-watch.js';

describe('the watch over fetches', () => {
  let silences: number;
  let handling: boolean;
  let watch: FetchWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    silences = 0;
    handling = false;
    watch = new FetchWatch({ limitMs: 1000, isHandling: () => handling, onSilence: () => { silences++; } });
  });
  afterEach(() => {
    watch.stop();
    jest.useRealTimers();
  });

  it('tells once when no fetch has come back for the limit', () => {
    jest.advanceTimersByTime(999);
    expect(silences).toBe(0);
    jest.advanceTimersByTime(5000);
    expect(silences).toBe(1);
  });

  it('says nothing while fetches come back', () => {
    for (let round = 0; round < 10; round++) {
      watch.asked(1);
      jest.advanceTimersByTime(500);
      watch.answered(1);
    }
    expect(silences).toBe(0);
  });

  it('tells of one broker that owes an answer while others give theirs, even if it is asked again', () => {
    watch.asked(1);
    for (let round = 0; round < 4; round++) {
      watch.asked(2);
      jest.advanceTimersByTime(250);
      watch.answered(2);
      watch.asked(1);
    }
    expect(silences).toBe(1);
  });

  it('does not wonder while a batch is being handled', () => {
    handling = true;
    jest.advanceTimersByTime(60_000);
    expect(silences).toBe(0);
    handling = false;
    jest.advanceTimersByTime(1000);
    expect(silences).toBe(1);
  });

  it('says nothing any more once it is stopped', () => {
    watch.stop();
    jest.advanceTimersByTime(60_000);
    expect(silences).toBe(0);
  });
});
