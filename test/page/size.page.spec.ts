import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, PAGE, test } from './kit/page-test.js';

const BUILT = join(import.meta.dirname, '../../dist/console');
const MOST_SCRIPT = 160_000;
const MOST_STYLE = 16_000;

test('the first view loads at most 160 kB of script and 16 kB of style, compressed', async ({ page, keys, person }) => {
  expect(person.userId).not.toBe('');
  const loaded = await keys.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  const sizeOf = async (ending: string) => {
    const files = loaded
      .filter((path) => path.startsWith(`${PAGE}/`) && path.endsWith(ending))
      .map((path) => path.slice(PAGE.length));
    expect(files.length).toBeGreaterThan(0);
    return (
      await Promise.all(files.map(async (file) => brotliCompressSync(await readFile(join(BUILT, file))).byteLength))
    ).reduce((sum, size) => sum + size, 0);
  };
  expect(await sizeOf('.js')).toBeLessThanOrEqual(MOST_SCRIPT);
  expect(await sizeOf('.css')).toBeLessThanOrEqual(MOST_STYLE);
  await page.close();
});

test('the source of the page is not served: no source map is built, and none is named', async () => {
  const files = await readdir(BUILT, { recursive: true });
  const scripts = files.filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  for (const script of scripts) expect(await readFile(join(BUILT, script), 'utf8')).not.toContain('sourceMappingURL');
});
