import { backOffMs } from '#async';
import { type SqliteDatabase } from './open-database.js';
import { transaction } from './transaction.js';
import { ASK_AGAIN, isBusy, PATIENCE_MS } from './when-free.js';

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * What is asked for in one turn of the event loop becomes durable with one transaction, so with one fsync, in the order
 * it was asked for. When that transaction fails, each is written in one of its own: what cannot be written takes no
 * neighbour with it. While another program holds the file, all of it waits as with `whenFree`, and nothing is written.
 */
export class GroupCommit<Asked, Answer> {
  private waiting: Waiting<Asked, Answer>[] = [];
  private attempts = 0;

  /**
   * @param write called inside the transaction; it may be called again for the same when the transaction failed. What
   * it throws rolls back.
   */
  constructor(
    private readonly database: SqliteDatabase,
    private readonly write: (asked: Asked) => Answer,
  ) {}

  /**
   * Resolves with what `write` returned, once that is durable. @throws what `write` or the database threw; nothing of
   * it was written then.
   */
  add(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0)
        setImmediate(() => {
          this.flush();
        });
      this.waiting.push({ asked, since: performance.now(), resolve, reject });
    });
  }

  /** Writes what waits, now, or as soon as another program lets go of the file. */
  flush(): void {
    const batch = this.waiting.splice(0);
    if (batch.length === 0) return;
    try {
      this.commit(batch);
      this.attempts = 0;
    } catch (error) {
      if (isBusy(error)) this.tryAgain(batch, error);
      else if (batch.length === 1) for (const { reject } of batch) reject(error);
      else for (const each of batch) this.commitAlone(each);
    }
  }

  private tryAgain(batch: readonly Waiting<Asked, Answer>[], error: unknown): void {
    const earliest = performance.now() - PATIENCE_MS;
    for (const { since, reject } of batch) if (since <= earliest) reject(error);
    this.waiting = batch.filter(({ since }) => since > earliest);
    this.attempts = this.waiting.length === 0 ? 0 : this.attempts + 1;
    if (this.attempts > 0)
      setTimeout(
        () => {
          this.flush();
        },
        backOffMs(ASK_AGAIN, this.attempts),
      );
  }

  private commit(batch: readonly Waiting<Asked, Answer>[]): void {
    const written = transaction(this.database, () =>
      batch.map(({ asked, resolve }) => ({ resolve, answer: this.write(asked) })),
    );
    for (const { resolve, answer } of written) resolve(answer);
  }

  private commitAlone(each: Waiting<Asked, Answer>): void {
    try {
      this.commit([each]);
    } catch (error) {
      each.reject(error);
    }
  }
}
