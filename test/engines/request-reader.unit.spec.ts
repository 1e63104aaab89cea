import { describe, expect, it } from '@jest/globals';
import { RequestReader } from './request-reader.js';

function request(kind: number, correlation: number, bodyBytes: number): Buffer {
  const frame = Buffer.alloc(12 + bodyBytes, 0xff);
  frame.writeInt32BE(8 + bodyBytes, 0);
  frame.writeInt16BE(kind, 4);
  frame.writeInt32BE(correlation, 8);
  return frame;
}

describe('reading a client’s requests', () => {
  const frames = [request(3, 0, 10), request(0, 1, 100), request(18, 2, 0), request(0, 3, 7)];
  const stream = Buffer.concat(frames);

  it.each([1, 2, 5, 6, 7, 13, 64, stream.length])(
    'finds each, however the stream is cut (%i bytes at a time)',
    (size) => {
      const reader = new RequestReader();
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
        stream.subarray(index * size, (index + 1) * size),
      );
      const requests = chunks.flatMap((chunk) => reader.requestsIn(chunk));
      expect(requests.map(({ kind, correlation }) => [kind, correlation])).toEqual([
        [3, 0],
        [0, 1],
        [18, 2],
        [0, 3],
      ]);
      expect(requests.map(({ bytes }) => bytes)).toEqual(frames);
    },
  );
});
