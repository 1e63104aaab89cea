// Run by the mongo image at its first start: each service gets a user that may use its own database and no other.
const { readFileSync } = require('node:fs');

for (const service of ['key-command', 'verification', 'activity', 'notifier']) {
  const database = `keyward-${service}`;
  db.getSiblingDB(database).createUser({
    user: service,
    pwd: readFileSync(`/run/keyward/${service}`, 'utf8'),
    roles: [{ role: 'readWrite', db: database }],
  });
}
