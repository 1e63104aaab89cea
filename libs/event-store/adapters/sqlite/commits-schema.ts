/** Other tables may share the file. The partial index holds the unpublished commits only: usually next to nothing. */
export const COMMITS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS commits (
    stream TEXT NOT NULL,
    first_version INTEGER NOT NULL CHECK (first_version > 0),
    last_version INTEGER NOT NULL CHECK (last_version >= first_version),
    command_id TEXT NOT NULL,
    fingerprint TEXT,
    events TEXT NOT NULL,
    appended_at INTEGER NOT NULL,
    partition INTEGER,
    offset INTEGER,
    UNIQUE (stream, first_version),
    UNIQUE (command_id, stream),
    CHECK ((partition IS NULL) = (offset IS NULL))
  ) STRICT;
  CREATE INDEX IF NOT EXISTS commits_unpublished ON commits (stream, first_version, appended_at) WHERE partition IS NULL;
  CREATE INDEX IF NOT EXISTS commits_appended ON commits (appended_at, stream);
  CREATE INDEX IF NOT EXISTS commits_first ON commits (stream) WHERE first_version = 1;
  CREATE INDEX IF NOT EXISTS commits_offset ON commits (offset) WHERE offset IS NOT NULL;`;
