const LENGTH_BYTES = 4;

/** One request of a Kafka client, as it stands on the wire. */
export interface Request {
  /** Kafka's number for what is asked. */
  readonly kind: number;
  /** The answer names it again. */
  readonly correlation: number;
  readonly bytes: Buffer;
}

/**
 * Finds the requests in what a Kafka client writes: a length of four bytes, then the request, which starts with its
 * kind.
 */
export class RequestReader {
  private unfinished: Buffer[] = [];
  private size = 0;
  private wanted = LENGTH_BYTES;

  /** The requests that end in `chunk`. */
  requestsIn(chunk: Buffer): Request[] {
    this.unfinished.push(chunk);
    this.size += chunk.length;
    if (this.size < this.wanted) return [];
    const requests: Request[] = [];
    let rest = Buffer.concat(this.unfinished);
    for (
      this.wanted = wantedOf(rest);
      rest.length >= this.wanted && this.wanted > LENGTH_BYTES;
      this.wanted = wantedOf(rest)
    ) {
      const bytes = rest.subarray(0, this.wanted);
      requests.push({ kind: bytes.readInt16BE(4), correlation: bytes.readInt32BE(8), bytes });
      rest = rest.subarray(this.wanted);
    }
    this.unfinished = [rest];
    this.size = rest.length;
    return requests;
  }
}

/** How many bytes there must be before the first request is there whole. */
function wantedOf(bytes: Buffer): number {
  return bytes.length < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + bytes.readInt32BE(0);
}
