import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { seededRandom, wholeNumber } from '../../../test/kit/seeded-random.js';
import { EMPTY, foldedOn } from './loaded-keyring.js';
import { appendAll, randomStream } from './testing/random-stream.js';
import { user, WriteSide } from './testing/write-side.js';

const ANN = user('ann').ownerId;
const COMMITS = 400;

const seed = randomInt(2 ** 31);
const random = seededRandom(seed);

let side: WriteSide;

beforeEach(() => {
  side = new WriteSide();
});
afterEach(() => side.close());

it(`a key of the past is the same from its own events as from all (seed ${String(seed)})`, async () => {
  await appendAll(side.store, ANN, 0, randomStream(random, COMMITS));
  const commits = await side.store.read(ANN, 0);
  const { keyrings } = side.process();
  const { keyring: latest } = await keyrings.load(ANN);
  for (let round = 0; round < 300; round++) {
    const until = commits.slice(0, wholeNumber(random, 1, commits.length + 1));
    const { version, keyring } = foldedOn(EMPTY, until);
    const keyId = `k${String(wholeNumber(random, 0, latest.keys.length))}`;
    const expected = keyring.keys.find((key) => key.keyId === keyId);
    expect(await keyrings.keyAsOf(ANN, keyId, version)).toEqual(expected);
  }
  expect(await keyrings.keyAsOf(ANN, 'k-unknown', 1)).toBeUndefined();
});
