import { expect, it } from '@jest/globals';
import { placeInStream, type StreamPlace } from './stream-place.js';

it.each<[number, StreamPlace]>([
  [1, 'seen'],
  [2, 'seen'],
  [3, 'next'],
  [4, { gap: 'version 4 came after 2' }],
])('after version 2, version %d is %j', (version, place) => {
  expect(placeInStream(version, 2)).toEqual(place);
});
