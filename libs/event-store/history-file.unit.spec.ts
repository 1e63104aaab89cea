import { describe, expect, it } from '@jest/globals';
import { type PastCommit } from './event-history.js';
import { commitsIn, historyLines } from './history-file.js';

const commit = (stream: string, firstVersion: number, count = 1): PastCommit => ({
  stream,
  firstVersion,
  commandId: `c-${stream}-${String(firstVersion)}`,
  fingerprint: firstVersion % 2 === 0 ? 'f' : null,
  appendedAt: new Date('2026-01-01T00:00:00.000Z'),
  envelopes: Array.from({ length: count }, (_, index) => ({
    type: 'KeyRevoked',
    schemaVersion: 1,
    changesAccess: true,
    ownerId: stream,
    version: firstVersion + index,
    at: '2026-01-01T00:00:00.000Z',
    by: 'user:acme/ann',
    data: { keyId: 'k1', reason: 'a “reason”\u2028' },
  })),
});
const COMMITS = [commit('acme/ann', 1, 2), commit('acme/ann', 3), commit('acme/bob', 1)];

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  await Promise.resolve();
  yield* items;
}
async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
const linesOf = (commits: readonly PastCommit[]) => collected(historyLines(each(commits), new Date(0)));
const read = (lines: readonly string[]) => collected(commitsIn(each(lines)));

describe('a history as lines', () => {
  it.each([[COMMITS], [[]]])('is read back as it was written', async (commits) => {
    expect(await read(await linesOf(commits))).toEqual(commits);
  });

  it('is refused when any line is missing, whichever', async () => {
    const lines = await linesOf(COMMITS);
    for (let missing = 0; missing < lines.length; missing++)
      await expect(read(lines.toSpliced(missing, 1))).rejects.toThrow(/cut or altered|no exported history/);
  });

  it('is refused when it ends anywhere before its end', async () => {
    const text = (await linesOf(COMMITS)).join('\n');
    for (let end = 0; end < text.length - 1; end++)
      await expect(read(text.slice(0, end).split('\n'))).rejects.toThrow(/cut or altered|no exported history/);
  });

  it('is refused when any character is another', async () => {
    const text = (await linesOf(COMMITS)).join('\n');
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'x' ? 'y' : 'x';
      await expect(read((text.slice(0, at) + other + text.slice(at + 1)).split('\n'))).rejects.toThrow(/./);
    }
  });

  it('of a newer format says so', async () => {
    const [, ...rest] = await linesOf(COMMITS);
    const newer = JSON.stringify({ format: 'keyward-history', version: 2, exportedAt: new Date(0).toISOString() });
    await expect(read([newer, ...rest])).rejects.toThrow(/format version 2, which is unknown here/);
  });
});
