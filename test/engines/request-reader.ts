const LENGTH_BYTES = 4;
const HEAD_BYTES = 6;

/** Finds the requests in what a Kafka client writes: a length of four bytes, then the request, which starts with its kind. */
export class RequestReader {
  private head = Buffer.alloc(0);
  private toSkip = 0;

  /** The kinds of the requests that begin in `chunk`. */
  kindsIn(chunk: Buffer): number[] {
    const kinds: number[] = [];
    for (let rest = chunk; rest.length > 0;) {
      const skipped = Math.min(this.toSkip, rest.length);
      this.toSkip -= skipped;
      rest = rest.subarray(skipped);
      const missing = HEAD_BYTES - this.head.length;
      this.head = Buffer.concat([this.head, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.head.length < HEAD_BYTES) break;
      kinds.push(this.head.readInt16BE(LENGTH_BYTES));
      this.toSkip = this.head.readInt32BE(0) + LENGTH_BYTES - HEAD_BYTES;
      this.head = Buffer.alloc(0);
    }
    return kinds;
  }
}
