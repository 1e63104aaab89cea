import { type OutgoingRecord, type Position } from '#contracts';
import { type Publisher } from '#messaging';

/** Keeps a request well below what a broker takes (1 MB per partition by default). */
const MAX_RECORDS = 500;

interface WaitingSend {
  readonly records: readonly OutgoingRecord[];
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Sends of different streams that come in one turn of the event loop travel in one request. They fail together, too;
 * a caller tries again by itself, so that one stream that is refused holds up no other.
 */
export class SharedSend {
  private waiting: WaitingSend[] = [];

  constructor(
    private readonly publisher: Publisher,
    private readonly topic: string,
  ) {}

  send(records: readonly OutgoingRecord[]): Promise<readonly Position[]> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0)
        setImmediate(() => {
          this.flush();
        });
      this.waiting.push({ records, resolve, reject });
    });
  }

  private flush(): void {
    let request: WaitingSend[] = [];
    let size = 0;
    for (const send of this.waiting.splice(0)) {
      if (size > 0 && size + send.records.length > MAX_RECORDS) {
        void this.sendTogether(request);
        request = [];
        size = 0;
      }
      request.push(send);
      size += send.records.length;
    }
    void this.sendTogether(request);
  }

  private async sendTogether(sends: readonly WaitingSend[]): Promise<void> {
    try {
      const positions = await this.publisher.send(
        this.topic,
        sends.flatMap((send) => send.records),
      );
      let start = 0;
      for (const { records, resolve } of sends) {
        resolve(positions.slice(start, start + records.length));
        start += records.length;
      }
    } catch (error) {
      for (const { reject } of sends) reject(error);
    }
  }
}
