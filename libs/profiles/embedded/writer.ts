import { DuplicateCommand, PublishingStopped, UnreadableStream, VersionConflict } from '#event-store';
import { type Calls, type CallThread } from '#process/threads';
import { SQLITE_BUSY } from '#sqlite';

/** So much waits at most, so that a disk which takes nothing fills no memory. */
const MOST_WAITING = 1000;
/** What callers catch by its class. */
const KNOWN = { DuplicateCommand, PublishingStopped, UnreadableStream, VersionConflict };

/** Says busy, as SQLite does when a file is locked: the same may succeed later. */
class TooMuchWaits extends Error {
  override readonly name = 'TooMuchWaits';
  readonly code = 'ERR_SQLITE_ERROR';
  readonly errcode = SQLITE_BUSY;
}

/** A thread that writes, as the one that answers asks it: in order, and answered in the order of the commits. */
export class Writer<Theirs extends Calls> {
  private waiting = 0;

  constructor(private readonly thread: CallThread<Theirs>) {}

  /** @throws what the thread throws · that it is busy, when too much waits already: nothing was asked for then. */
  readonly ask: CallThread<Theirs> = async (name, asked) => {
    if (this.waiting >= MOST_WAITING)
      throw new TooMuchWaits(`${String(MOST_WAITING)} writes wait for the disk already`);
    this.waiting++;
    try {
      return await this.thread(name, asked);
    } catch (error) {
      throw ofItsClass(error);
    } finally {
      this.waiting--;
    }
  };
}

function ofItsClass(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const Known = Object.entries(KNOWN).find(([name]) => name === error.name)?.[1];
  return Known === undefined ? error : new Known(error.message, { cause: error });
}
