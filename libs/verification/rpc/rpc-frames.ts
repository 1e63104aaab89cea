import { StringDecoder } from 'node:string_decoder';

/**
 * Every read of an unfinished message counts so many bytes more: it is kept as a string of its own until the message is
 * whole.
 */
const COST_OF_A_READ = 64;
const LONGEST_PREFIX = 7;

/** What was sent is not a message, or is longer than a message may be. */
export class NoMessage extends Error {
  override readonly name = 'NoMessage';

  constructor(readonly reason: 'not a message' | 'too long') {
    super(reason);
  }
}

/** Cuts what Nest's TCP transport sends into messages: the length in UTF-16 code units, `#`, JSON. */
export class RpcFrames {
  private readonly decoder = new StringDecoder('utf8');
  private text = '';
  /** Of the message that `text` begins with; null: its prefix is not whole. */
  private length: number | null = null;
  private bytes = 0;

  constructor(private readonly longest: number) {}

  /** What is kept of messages that were not taken, in bytes as they came. */
  get held(): number {
    return this.bytes;
  }

  /** As much of them as there is. */
  get beginning(): string {
    return this.text;
  }

  add(chunk: Buffer): void {
    const isMore = this.text !== '';
    this.text += this.decoder.write(chunk);
    this.bytes = isMore || this.length !== null ? this.bytes + chunk.length + COST_OF_A_READ : chunk.length;
  }

  /**
   * The next message that is whole, as JSON text.
   * @throws NoMessage when there can be none.
   */
  next(): string | null {
    this.length ??= this.prefix();
    const { length, text } = this;
    if (length === null || text.length < length) return null;
    const message = text.slice(0, length);
    this.text = text.slice(length);
    this.length = null;
    return message;
  }

  /** After messages were taken: what is left no longer keeps them in memory. */
  settle(): void {
    if (this.text === '') {
      this.bytes = 0;
      return;
    }
    const left = Buffer.from(this.text);
    this.text = left.toString();
    this.bytes = left.length;
  }

  private prefix(): number | null {
    const end = this.text.indexOf('#');
    const digits = end === -1 ? this.text : this.text.slice(0, end);
    if (digits.length > LONGEST_PREFIX || !/^\d*$/.test(digits)) throw new NoMessage('not a message');
    if (end === -1) return null;
    if (digits === '') throw new NoMessage('not a message');
    const length = Number(digits);
    if (length > this.longest) throw new NoMessage('too long');
    this.text = this.text.slice(end + 1);
    return length;
  }
}
