import { describe, expect, it } from '@jest/globals';
import { RequestReader } from './request-reader.js';

function request(kind: number, bodyBytes: number): Buffer {
  const frame = Buffer.alloc(6 + bodyBytes, 0xff);
  frame.writeInt32BE(2 + bodyBytes, 0);
  frame.writeInt16BE(kind, 4);
  return frame;
}

describe('reading a client’s requests', () => {
  const stream = Buffer.concat([request(3, 10), request(0, 100), request(18, 0), request(0, 7)]);

  it.each([1, 2, 5, 6, 7, 13, 64, stream.length])('finds the kind of each, however the stream is cut (%i bytes at a time)', (size) => {
    const reader = new RequestReader();
    const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) => stream.subarray(index * size, (index + 1) * size));
    expect(chunks.flatMap((chunk) => reader.kindsIn(chunk))).toEqual([3, 0, 18, 0]);
  });
});
