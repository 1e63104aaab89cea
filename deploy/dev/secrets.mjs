// Secrets of a deployment on one machine for development. They are made, never checked in.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The services that have a database of their own, named `keyward-<service>`. */
export const DATABASE_OWNERS = ['key-command', 'verification', 'activity', 'notifier'];

/**
 * The secrets kept in `file`, made at the first call.
 * @returns {{ jwtSecret: string, keyPeppers: string, serviceToken: string, mongoRoot: string, mongo: Record<string, string> }}
 */
export function secretsIn(file) {
  if (!existsSync(file)) {
    const secret = () => randomBytes(32).toString('base64url');
    const made = {
      jwtSecret: secret(),
      keyPeppers: `dev:${randomBytes(32).toString('base64')}`,
      serviceToken: secret(),
      mongoRoot: secret(),
      mongo: Object.fromEntries(DATABASE_OWNERS.map((service) => [service, secret()])),
    };
    mkdirSync(dirname(file), { recursive: true });
    write(file, JSON.stringify(made), 0o600);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What verification knows of the sample's service token. */
export function serviceTokens({ serviceToken }) {
  return `bi-api:${createHash('sha256').update(serviceToken).digest('hex')}`;
}

/** Writes to a folder for each recipient what it may know and nothing else, as files named like the variables they are for. */
export function handOut(secrets, folder, mongoHost) {
  const { jwtSecret, keyPeppers, serviceToken, mongoRoot, mongo } = secrets;
  const url = (service) => `mongodb://${service}:${mongo[service]}@${mongoHost}/keyward-${service}`;
  const recipients = {
    'mongo': { 'root-password': mongoRoot, ...mongo },
    'key-command': { JWT_SECRET: jwtSecret, KEY_PEPPERS: keyPeppers, MONGO_URL: url('key-command') },
    'verification': { KEY_PEPPERS: keyPeppers, SERVICE_TOKENS: serviceTokens(secrets), MONGO_URL: url('verification') },
    'activity': { JWT_SECRET: jwtSecret, MONGO_URL: url('activity') },
    'notifier': { MONGO_URL: url('notifier') },
    'bi-api': { VERIFICATION_SERVICE_TOKEN: serviceToken },
  };
  for (const [recipient, files] of Object.entries(recipients)) {
    mkdirSync(join(folder, recipient), { recursive: true });
    for (const [name, value] of Object.entries(files)) write(join(folder, recipient, name), value, 0o444); // its volume is mounted by nobody else
  }
}

/** A crash in between leaves no half-written secret. */
function write(file, text, mode) {
  writeFileSync(`${file}.new`, text, { mode, flush: true });
  renameSync(`${file}.new`, file);
}
