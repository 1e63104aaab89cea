import { type OwnerId } from '#contracts';
import { openToRead } from '#sqlite';
import { z } from 'zod';

const rows = z.array(z.object({ stream: z.string(), known: z.int() }));

/**
 * The streams that have events in the store at `path` and not in the older one at `olderPath`, by whether the older one
 * knows the stream at all. Changes neither file. @throws when one of them cannot be read.
 */
export function streamsAhead(
  path: string,
  olderPath: string,
): { readonly changed: readonly OwnerId[]; readonly unknown: readonly OwnerId[] } {
  const database = openToRead(path);
  try {
    database.prepare('ATTACH ? AS older').run(olderPath);
    const ahead = rows.parse(
      database
        .prepare(
          `SELECT stream, head IS NOT NULL AS known FROM
             (SELECT stream, max(last_version) AS newest FROM main.commits GROUP BY stream)
             LEFT JOIN (SELECT stream, max(last_version) AS head FROM older.commits GROUP BY stream) USING (stream)
           WHERE head IS NULL OR head < newest ORDER BY stream`,
        )
        .all(),
    );
    return {
      changed: ahead.filter(({ known }) => known === 1).map(({ stream }) => stream),
      unknown: ahead.filter(({ known }) => known === 0).map(({ stream }) => stream),
    };
  } finally {
    database.close();
  }
}
