-- derived.db, schema 1
CREATE INDEX verification_credentials_of_key ON verification_credentials (owner_id, key_id);
CREATE INDEX verification_owners_parked ON verification_owners (owner_id) WHERE parked_reason IS NOT NULL;
CREATE TABLE snapshots ( stream TEXT PRIMARY KEY, format TEXT NOT NULL, content TEXT NOT NULL ) STRICT;
CREATE TABLE verification_checkpoint (partition INTEGER PRIMARY KEY, "offset" INTEGER NOT NULL) STRICT;
CREATE TABLE verification_credentials ( digest TEXT PRIMARY KEY, pepper_id TEXT NOT NULL, credential_id TEXT NOT NULL, key_id TEXT NOT NULL, owner_id TEXT NOT NULL, scope TEXT NOT NULL, mode TEXT NOT NULL, expires_at TEXT, active_until TEXT, grace_ended INTEGER NOT NULL, revoked_at TEXT, paused INTEGER NOT NULL DEFAULT 0, issued_version INTEGER NOT NULL, version INTEGER NOT NULL ) STRICT, WITHOUT ROWID;
CREATE TABLE verification_owners ( owner_id TEXT PRIMARY KEY, role TEXT, active INTEGER NOT NULL, keys_revoked_at INTEGER, version INTEGER NOT NULL, parked_reason TEXT, parked_seen_version INTEGER, CHECK ((parked_reason IS NULL) = (parked_seen_version IS NULL)) ) STRICT, WITHOUT ROWID;
CREATE TABLE verification_peppers (pepper_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER verification_peppers_kept AFTER INSERT ON verification_credentials WHEN NOT EXISTS (SELECT 1 FROM verification_peppers WHERE pepper_id = NEW.pepper_id) BEGIN INSERT INTO verification_peppers VALUES (NEW.pepper_id); END;
-- activity.db, schema 1
CREATE INDEX activity_keys_of_owner ON activity_keys (owner_id, created_in);
CREATE INDEX activity_keys_standing ON activity_keys (owner_id, key_id) WHERE revoked_at IS NULL;
CREATE INDEX usage_counters_by_age ON usage_counters (hour);
CREATE INDEX used_credentials_by_endpoint ON used_credentials (key, endpoint_at) WHERE endpoint_at > 0;
CREATE INDEX used_credentials_by_use ON used_credentials (key, used_at);
CREATE INDEX uses_by_hour_by_age ON uses_by_hour (hour);
CREATE INDEX uses_by_minute_of_key ON uses_by_minute (key, minute);
CREATE TABLE activity_keys ( key_id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, created_in INTEGER NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT, credentials TEXT NOT NULL, older_credentials INTEGER NOT NULL ) STRICT, WITHOUT ROWID;
CREATE TABLE activity_owner_states ( owner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL ) STRICT, WITHOUT ROWID;
CREATE TABLE group_offset ( consumer_group TEXT NOT NULL, topic TEXT NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (consumer_group, topic)) WITHOUT ROWID;
CREATE TABLE parked_key ( consumer_group TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, partition INTEGER NOT NULL, from_offset INTEGER NOT NULL, until_offset INTEGER, reason TEXT NOT NULL, PRIMARY KEY (consumer_group, topic, key, from_offset)) WITHOUT ROWID;
CREATE TABLE usage_counters (counter TEXT PRIMARY KEY, sequence INTEGER NOT NULL, hour INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE used_credentials ( credential INTEGER PRIMARY KEY, key INTEGER NOT NULL, key_id TEXT NOT NULL, credential_id TEXT NOT NULL, used_at INTEGER NOT NULL DEFAULT 0, endpoint_at INTEGER NOT NULL DEFAULT 0, method TEXT NOT NULL DEFAULT '', path TEXT NOT NULL DEFAULT '', UNIQUE (key_id, credential_id) ) STRICT;
CREATE TABLE uses_by_hour ( key INTEGER, hour INTEGER, credential INTEGER, accepted INTEGER NOT NULL, denied INTEGER NOT NULL, minutes BLOB NOT NULL, PRIMARY KEY (key, hour, credential) ) STRICT, WITHOUT ROWID;
CREATE TABLE uses_by_minute ( minute INTEGER, key INTEGER, credential INTEGER, accepted INTEGER NOT NULL, denied INTEGER NOT NULL, PRIMARY KEY (minute, key, credential) ) STRICT, WITHOUT ROWID;
-- reminders.db, schema 1
CREATE INDEX reminders_of_owner ON reminders (owner_id) WHERE revoked = 0;
CREATE INDEX reminders_waking ON reminders (wake_at) WHERE wake_at IS NOT NULL;
CREATE TABLE contacts ( owner_id TEXT PRIMARY KEY, email TEXT, name TEXT, partition INTEGER NOT NULL, offset INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0, token_issued_at REAL ) STRICT;
CREATE TABLE group_offset ( consumer_group TEXT NOT NULL, topic TEXT NOT NULL, next_offset INTEGER NOT NULL, PRIMARY KEY (consumer_group, topic)) WITHOUT ROWID;
CREATE TABLE parked_key ( consumer_group TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, partition INTEGER NOT NULL, from_offset INTEGER NOT NULL, until_offset INTEGER, reason TEXT NOT NULL, PRIMARY KEY (consumer_group, topic, key, from_offset)) WITHOUT ROWID;
CREATE TABLE reminder_owners (owner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL) STRICT;
CREATE TABLE reminder_positions (partition INTEGER PRIMARY KEY, offset INTEGER NOT NULL) STRICT;
CREATE TABLE reminders ( key_id TEXT PRIMARY KEY, owner_id TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, hint TEXT NOT NULL, credential_id TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER, interval_days INTEGER, revoked INTEGER NOT NULL, owner_active INTEGER NOT NULL, wake_at INTEGER, settled TEXT NOT NULL DEFAULT '[]', failures TEXT, fence INTEGER NOT NULL DEFAULT 0, leased_until INTEGER NOT NULL DEFAULT 0, plan INTEGER NOT NULL DEFAULT 1 ) STRICT;
-- events.db, schema 1
CREATE INDEX commits_appended ON commits (appended_at, stream);
CREATE INDEX commits_first ON commits (stream) WHERE first_version = 1;
CREATE INDEX commits_offset ON commits (offset) WHERE offset IS NOT NULL;
CREATE INDEX commits_unpublished ON commits (stream, first_version, appended_at) WHERE partition IS NULL;
CREATE INDEX "log owner-contacts by key" ON "log owner-contacts" (key);
CREATE TABLE commits ( stream TEXT NOT NULL, first_version INTEGER NOT NULL CHECK (first_version > 0), last_version INTEGER NOT NULL CHECK (last_version >= first_version), command_id TEXT NOT NULL, fingerprint TEXT, events TEXT NOT NULL, appended_at INTEGER NOT NULL, partition INTEGER, offset INTEGER, UNIQUE (stream, first_version), UNIQUE (command_id, stream), CHECK ((partition IS NULL) = (offset IS NULL)) ) STRICT;
CREATE TABLE "log key-events" (record_offset INTEGER PRIMARY KEY, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB, timestamp INTEGER NOT NULL);
CREATE TABLE "log key-usage" (record_offset INTEGER PRIMARY KEY, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB, timestamp INTEGER NOT NULL);
CREATE TABLE "log owner-contacts" (record_offset INTEGER PRIMARY KEY, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB, timestamp INTEGER NOT NULL);
CREATE TABLE log_topic (name TEXT PRIMARY KEY, first_offset INTEGER NOT NULL, next_offset INTEGER NOT NULL) WITHOUT ROWID;
