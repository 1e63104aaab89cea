import { LRUCache } from 'lru-cache';
import { type OwnerId } from '#contracts';

const REMEMBERED_STREAMS = 10_000;

/** The newest versions of streams, for a store to whose file nobody else appends: what has no newer commit needs no read. */
export class StreamHeads {
  private readonly heads = new LRUCache<OwnerId, number>({ max: REMEMBERED_STREAMS });

  isHead(stream: OwnerId, version: number): boolean {
    return this.heads.get(stream) === version;
  }

  reached(stream: OwnerId, version: number): void {
    this.heads.set(stream, version);
  }

  /** What became of an append is not known, or it was refused. */
  forget(stream: OwnerId): void {
    this.heads.delete(stream);
  }
}
