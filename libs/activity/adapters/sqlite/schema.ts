/**
 * Minutes and hours are stored as minutes since the epoch, keys and credentials as small numbers: what a record adds is
 * a few bytes in rows that stand side by side, since the newest minute's are the last of their table. An hour that is
 * over is one row of each credential, with its minutes packed. Other tables may share the file.
 */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS used_credentials (
    credential INTEGER PRIMARY KEY, key INTEGER NOT NULL, key_id TEXT NOT NULL, credential_id TEXT NOT NULL,
    used_at INTEGER NOT NULL DEFAULT 0, endpoint_at INTEGER NOT NULL DEFAULT 0, method TEXT NOT NULL DEFAULT '', path TEXT NOT NULL DEFAULT '',
    UNIQUE (key_id, credential_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS used_credentials_by_use ON used_credentials (key, used_at);
  CREATE INDEX IF NOT EXISTS used_credentials_by_endpoint ON used_credentials (key, endpoint_at) WHERE endpoint_at > 0;
  CREATE TABLE IF NOT EXISTS uses_by_minute (
    minute INTEGER, key INTEGER, credential INTEGER, accepted INTEGER NOT NULL, denied INTEGER NOT NULL,
    PRIMARY KEY (minute, key, credential)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS uses_by_minute_of_key ON uses_by_minute (key, minute);
  CREATE TABLE IF NOT EXISTS uses_by_hour (
    key INTEGER, hour INTEGER, credential INTEGER, accepted INTEGER NOT NULL, denied INTEGER NOT NULL, minutes BLOB NOT NULL,
    PRIMARY KEY (key, hour, credential)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS uses_by_hour_by_age ON uses_by_hour (hour);
  CREATE TABLE IF NOT EXISTS usage_counters (counter TEXT PRIMARY KEY, sequence INTEGER NOT NULL, hour INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS usage_counters_by_age ON usage_counters (hour);
  CREATE TABLE IF NOT EXISTS activity_owner_states (
    owner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS activity_keys (
    key_id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, created_in INTEGER NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL,
    revoked_at TEXT, credentials TEXT NOT NULL, older_credentials INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS activity_keys_of_owner ON activity_keys (owner_id, created_in);
  CREATE INDEX IF NOT EXISTS activity_keys_standing ON activity_keys (owner_id, key_id) WHERE revoked_at IS NULL;`;
