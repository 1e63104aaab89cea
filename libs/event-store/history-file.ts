import { createHash } from 'node:crypto';
import { type OwnerId } from '#contracts';
import { z } from 'zod';
import { envelopesOf } from './commit-codec.js';
import { lastVersionOf, type PastCommit } from './event-history.js';
import { HistoryFault } from './history-fault.js';

const FORMAT = 'keyward-history';
const VERSION = 1;
const header = z.object({ format: z.literal(FORMAT), version: z.int(), exportedAt: z.iso.datetime() });
const commitLine = z.object({
  stream: z.string(),
  firstVersion: z.int().min(1),
  commandId: z.string().min(1),
  fingerprint: z.string().nullable(),
  appendedAt: z.iso.datetime().transform((text) => new Date(text)),
  events: z.array(z.unknown()).min(1),
});
const footer = z.object({ streams: z.int(), commits: z.int(), events: z.int(), sha256: z.string() });

export type HistoryTotals = Omit<z.infer<typeof footer>, 'sha256'>;

/**
 * A whole past as lines of JSON: a header, a line for each commit, and a last line with how many there are and the
 * digest of all lines before it.
 */
export async function* historyLines(commits: AsyncIterable<PastCommit>, exportedAt: Date): AsyncGenerator<string> {
  const running = new Running();
  yield running.add(JSON.stringify({ format: FORMAT, version: VERSION, exportedAt: exportedAt.toISOString() }));
  for await (const commit of commits) {
    const { envelopes, ...rest } = commit;
    running.count(commit);
    yield running.add(JSON.stringify({ ...rest, events: envelopes }));
  }
  yield JSON.stringify({ ...running.totals(), sha256: running.sha256() });
}

/**
 * The commits of such lines. Only when it has ended is it known that they are all there, and as they were written.
 * @throws HistoryFault when a line is missing or altered, or when a newer version wrote them.
 */
export async function* commitsIn(lines: AsyncIterable<string>): AsyncGenerator<PastCommit, HistoryTotals> {
  const running = new Running();
  let number = 0;
  let previous: string | undefined;
  for await (const line of lines) {
    if (previous !== undefined) {
      number++;
      if (number === 1) requireHeader(previous);
      else {
        const commit = commitOn(previous, number);
        if (!running.count(commit)) throw altered(`line ${String(number)} does not follow the one before`);
        yield commit;
      }
      running.add(previous);
    }
    previous = line;
  }
  const last = footer.safeParse(jsonOf(previous ?? ''));
  if (number === 0 || !last.success) throw altered('its end is missing');
  const { sha256, ...totals } = last.data;
  if (sha256 !== running.sha256() || JSON.stringify(totals) !== JSON.stringify(running.totals()))
    throw altered('its digest is another');
  return totals;
}

class Running {
  private readonly hash = createHash('sha256');
  private streams = 0;
  private commits = 0;
  private events = 0;
  private stream: OwnerId | null = null;
  private head = 0;

  add(line: string): string {
    this.hash.update(line).update('\n');
    return line;
  }

  /** Whether it follows: streams are whole and in the order of their names. */
  count(commit: PastCommit): boolean {
    const { stream, firstVersion, envelopes } = commit;
    const isNext = stream === this.stream;
    if (isNext ? firstVersion !== this.head + 1 : firstVersion !== 1 || (this.stream !== null && stream < this.stream))
      return false;
    if (!isNext) this.streams++;
    this.commits++;
    this.events += envelopes.length;
    this.stream = stream;
    this.head = lastVersionOf(commit);
    return true;
  }

  totals(): HistoryTotals {
    return { streams: this.streams, commits: this.commits, events: this.events };
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }
}

function requireHeader(line: string): void {
  const parsed = header.safeParse(jsonOf(line));
  if (!parsed.success) throw new HistoryFault('This is no exported history: name a file that “ops export” wrote.');
  if (parsed.data.version !== VERSION)
    throw new HistoryFault(
      `The history is in format version ${String(parsed.data.version)}, which is unknown here: use the ops of the version that wrote it.`,
    );
}

function commitOn(line: string, number: number): PastCommit {
  const parsed = commitLine.safeParse(jsonOf(line));
  if (!parsed.success) throw altered(`line ${String(number)} is no commit`);
  const { events, ...commit } = parsed.data;
  try {
    return { ...commit, envelopes: envelopesOf(commit.stream, commit.firstVersion, events) };
  } catch (error) {
    throw altered(`line ${String(number)} holds no events of its stream`, error);
  }
}

function altered(what: string, cause?: unknown): HistoryFault {
  return new HistoryFault(`The history is cut or altered: ${what}. Nothing was imported; use another export.`, {
    cause,
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
