import { expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openToRead } from '#sqlite';
import { startAndStop } from '../../../test/kit/start-and-stop.js';
import { DATABASES } from './data-files.js';
import { SCHEMAS } from './schemas.js';

/**
 * When this fails a schema was changed. If a version from before the change must not work on the file any more, its
 * number in `SCHEMAS` goes up; then what is printed takes the place of the golden file.
 */
it('a database that bears a number has the schema of that number', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-schemas-'));
  await startAndStop(folder);
  const lines = DATABASES.flatMap((name) => {
    const database = openToRead(join(folder, name));
    const parts = database.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').all();
    database.close();
    return [
      `-- ${name}, schema ${String(SCHEMAS[name])}`,
      ...parts.map(({ sql }) => `${String(sql).replaceAll(/\s+/g, ' ')};`),
    ];
  });
  rmSync(folder, { recursive: true });
  expect(`${lines.join('\n')}\n`).toBe(readFileSync(join(import.meta.dirname, 'golden/schemas.sql'), 'utf8'));
});
