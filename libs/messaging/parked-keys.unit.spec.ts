import { describe, expect, it } from '@jest/globals';
import { type IncomingRecord, REPUBLISHED_HEADER } from '#contracts';
import { type ParkedKey, sift } from './parked-keys.js';

const record = (offset: number, key = 'a', headers: Record<string, string> = {}, partition = 0): IncomingRecord => ({
  topic: 't',
  partition,
  offset,
  key,
  headers,
  value: null,
  timestamp: new Date(0),
});
const republished = (offset: number, version: number) =>
  record(offset, 'a', { [REPUBLISHED_HEADER]: 'true', ce_streamversion: String(version) });
const parked = (from: number, until: number | null = null): ParkedKey => ({
  group: 'g',
  topic: 't',
  key: 'a',
  partition: 0,
  from,
  until,
  reason: 'unreadable',
});
const offsets = (records: readonly IncomingRecord[]) => records.map(({ offset }) => offset);

describe('sifting a batch', () => {
  it('lets everything through while nothing is parked', () => {
    expect(offsets(sift([record(1), record(2, 'b')], []).flowing)).toEqual([1, 2]);
  });

  it('takes out the refused record and what follows of its key, but neither what came before nor other keys', () => {
    expect(offsets(sift([record(4), record(5), record(6, 'b'), record(7)], [parked(5)]).flowing)).toEqual([4, 6]);
  });

  it('lets the key flow again from the first version of its republished stream on', () => {
    const { flowing, ended } = sift([record(6), republished(7, 1), republished(8, 2), record(9)], [parked(5)]);
    expect(offsets(flowing)).toEqual([7, 8, 9]);
    expect(ended).toEqual([parked(5, 7)]);
  });

  it('does not take a later version, or an original first version, for the start of a republication', () => {
    const { flowing, ended } = sift([republished(6, 2), record(7, 'a', { ce_streamversion: '1' })], [parked(5)]);
    expect(flowing).toEqual([]);
    expect(ended).toEqual([]);
  });

  it('does not let a refused first version of a republication end its own interval', () => {
    expect(offsets(sift([republished(5, 1), record(6)], [parked(5)]).flowing)).toEqual([]);
  });

  it('decides alike when the batch comes again after the interval was ended', () => {
    const batch = [record(4), record(5), record(6), republished(7, 1), record(8)];
    const first = sift(batch, [parked(5)]);
    expect(sift(batch, first.ended)).toEqual({ flowing: first.flowing, ended: [] });
  });

  it('keeps several intervals of one key apart', () => {
    const { flowing, ended } = sift(
      [record(4), record(5), record(7), record(9), republished(11, 1)],
      [parked(5, 7), parked(9)],
    );
    expect(offsets(flowing)).toEqual([4, 7, 11]);
    expect(ended).toEqual([parked(9, 11)]);
  });
});
