import { beforeEach, describe, expect, it } from '@jest/globals';
import { type DataUnderTest, underTest } from '../../../test/kit/under-test.js';
import { type SnapshotStore } from '../snapshot-store.js';

const ANN = 'acme/ann';

/** Everything the SnapshotStore port promises. Every adapter runs all of it. */
export function snapshotStoreContract(name: string, open: () => Promise<DataUnderTest<SnapshotStore>>): void {
  describe(`snapshot store: ${name}`, () => {
    const { connect } = underTest(open);
    let store: SnapshotStore;

    beforeEach(async () => {
      store = await connect();
    });

    const save = (stream: string, content: string, format = 'f1', through = store) =>
      through.save({ stream, format, content });

    it('knows no snapshot of a stream of which none was saved', async () => {
      await save('acme/bob', 'of bob');
      expect(await store.find(ANN, 'f1')).toBeUndefined();
    });

    it('keeps the last one of each stream', async () => {
      await save(ANN, 'first');
      await save('acme/bob', 'of bob');
      await save(ANN, 'second');
      expect(await store.find(ANN, 'f1')).toBe('second');
      expect(await store.find('acme/bob', 'f1')).toBe('of bob');
    });

    it('finds none that was written in another format', async () => {
      await save(ANN, 'old');
      await save(ANN, 'new', 'f2');
      expect(await store.find(ANN, 'f1')).toBeUndefined();
      expect(await store.find(ANN, 'f2')).toBe('new');
    });

    it.each([
      ['one that is a prefix of the other', 'acme/ann', 'acme/ann2'],
      ['case', 'acme/Ann', 'acme/ann'],
      ['wildcards', 'acme/a_n', 'acme/abn'],
    ])('keeps streams apart: %s', async (_, one, other) => {
      await save(one, 'one');
      expect(await store.find(other, 'f1')).toBeUndefined();
    });

    it('keeps what is written as it is, however long', async () => {
      const content = `{"name":"Nightly – “é” 🗝"}\n${'x'.repeat(2_000_000)}`;
      await save(ANN, content);
      expect(await store.find(ANN, 'f1')).toBe(content);
      await save(ANN, '');
      expect(await store.find(ANN, 'f1')).toBe('');
    });

    it('finds it again over a new connection', async () => {
      await save(ANN, 'kept');
      await store.close();
      store = await connect();
      expect(await store.find(ANN, 'f1')).toBe('kept');
    });

    it('keeps one of those that are saved at the same time, over two connections', async () => {
      const other = await connect();
      const contents = Array.from({ length: 20 }, (_, n) => String(n));
      await Promise.all(contents.map((content, n) => save(ANN, content, 'f1', n % 2 === 0 ? store : other)));
      expect(contents).toContain(await other.find(ANN, 'f1'));
    });
  });
}
