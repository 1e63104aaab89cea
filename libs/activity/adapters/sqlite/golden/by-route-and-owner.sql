BEGIN TRANSACTION;
CREATE TABLE activity_counters (
    key_id TEXT, hour INTEGER, counter TEXT, sequence INTEGER NOT NULL,
    PRIMARY KEY (key_id, hour, counter)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "activity_counters" VALUES('k1',1767603600000,'counter-1',2);
INSERT INTO "activity_counters" VALUES('k1',1767607200000,'counter-2',7);
INSERT INTO "activity_counters" VALUES('k2',1767603600000,'counter-1',2);
CREATE TABLE activity_hours (
    key_id TEXT, hour INTEGER, credential_id TEXT, accepted INTEGER NOT NULL, denied INTEGER NOT NULL,
    PRIMARY KEY (key_id, hour, credential_id)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "activity_hours" VALUES('k1',1767603600000,'c1',15,1);
INSERT INTO "activity_hours" VALUES('k1',1767603600000,'c2',4,0);
INSERT INTO "activity_hours" VALUES('k1',1767607200000,'c2',0,6);
INSERT INTO "activity_hours" VALUES('k2',1767603600000,'c3',5000000000,0);
CREATE TABLE activity_last_uses (
    key_id TEXT, credential_id TEXT, used_at INTEGER NOT NULL, endpoint_at INTEGER, method TEXT, path TEXT,
    PRIMARY KEY (key_id, credential_id), CHECK ((endpoint_at IS NULL) = (method IS NULL) AND (endpoint_at IS NULL) = (path IS NULL))
  ) STRICT, WITHOUT ROWID;
INSERT INTO "activity_last_uses" VALUES('k1','c1',1767603690000,1767603690000,'GET','/api/reports/7');
INSERT INTO "activity_last_uses" VALUES('k1','c2',1767607141000,NULL,NULL,NULL);
INSERT INTO "activity_last_uses" VALUES('k2','c3',1767605400000,1767605400000,'GET','/api/dashboards/1');
CREATE TABLE activity_minutes (
    key_id TEXT, minute INTEGER, credential_id TEXT, route TEXT, accepted INTEGER NOT NULL, denied INTEGER NOT NULL,
    PRIMARY KEY (key_id, minute, credential_id, route)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "activity_minutes" VALUES('k1',1767603660000,'c1','',3,0);
INSERT INTO "activity_minutes" VALUES('k1',1767603660000,'c1','/api/reports/{id}',12,1);
INSERT INTO "activity_minutes" VALUES('k1',1767607140000,'c2','/api/data-sources',4,0);
INSERT INTO "activity_minutes" VALUES('k1',1767607200000,'c2','',0,6);
INSERT INTO "activity_minutes" VALUES('k2',1767605400000,'c3','',5000000000,0);
CREATE TABLE activity_owners (
    owner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, active INTEGER NOT NULL, keys TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
INSERT INTO "activity_owners" VALUES('acme/ann',4,1,'[{"keyId":"k1","createdAt":"2026-01-01T00:00:00.000Z","revokedAt":null,"credentials":[{"credentialId":"c2","hint":"claribi_sk_live_c2","graceEndsAt":null},{"credentialId":"c1","hint":"claribi_sk_live_c1","graceEndsAt":"2026-01-06T00:00:00.000Z"}]},{"keyId":"k2","createdAt":"2026-01-01T00:00:01.000Z","revokedAt":"2026-01-01T00:00:03.000Z","credentials":[{"credentialId":"c3","hint":"claribi_sk_live_c3","graceEndsAt":null}]}]');
INSERT INTO "activity_owners" VALUES('acme/ben',1,0,'[]');
CREATE INDEX activity_hours_by_age ON activity_hours (hour);
COMMIT;
