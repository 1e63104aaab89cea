// Secrets of a deployment on one machine for development. They are made, never checked in.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The services that have a database of their own, named `keyward-<service>`. */
export const DATABASE_OWNERS = ['key-command', 'verification', 'activity', 'notifier'];

/**
 * The secrets kept in `file`; those that are missing are made.
 * @returns {{ jwtSecret: string, keyPeppers: string, serviceToken: string, operationsToken: string, mongoRoot: string,
 * mongo: Record<string, string> }}
 */
export function secretsIn(file) {
  const secret = () => randomBytes(32).toString('base64url');
  const made = {
    jwtSecret: secret(),
    keyPeppers: `dev:${randomBytes(32).toString('base64')}`,
    serviceToken: secret(),
    operationsToken: secret(),
    mongoRoot: secret(),
    mongo: Object.fromEntries(DATABASE_OWNERS.map((service) => [service, secret()])),
  };
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (Object.keys(made).some((name) => !(name in kept))) {
    mkdirSync(dirname(file), { recursive: true });
    writeSecret(file, JSON.stringify({ ...made, ...kept }), 0o600);
  }
  return { ...made, ...kept };
}

/** What is known of service tokens: verification knows the sample's, key-command that of whoever runs `ops`. */
export function serviceTokens({ serviceToken, operationsToken }) {
  const entry = (name, token) => `${name}:${createHash('sha256').update(token).digest('hex')}`;
  return { verification: entry('bi-api', serviceToken), keyCommand: entry('ops', operationsToken) };
}

/**
 * Writes to a folder for each recipient what it may know and nothing else, as files named like the variables they are
 * for.
 */
export function handOut(secrets, folder, mongoHost) {
  const { jwtSecret, keyPeppers, serviceToken, operationsToken, mongoRoot, mongo } = secrets;
  const known = serviceTokens(secrets);
  const url = (service) => `mongodb://${service}:${mongo[service]}@${mongoHost}/keyward-${service}`;
  const recipients = {
    mongo: { 'root-password': mongoRoot, ...mongo },
    'key-command': {
      JWT_SECRET: jwtSecret,
      KEY_PEPPERS: keyPeppers,
      SERVICE_TOKENS: known.keyCommand,
      MONGO_URL: url('key-command'),
    },
    verification: { KEY_PEPPERS: keyPeppers, SERVICE_TOKENS: known.verification, MONGO_URL: url('verification') },
    activity: { JWT_SECRET: jwtSecret, MONGO_URL: url('activity') },
    notifier: { MONGO_URL: url('notifier') },
    'bi-api': { VERIFICATION_SERVICE_TOKEN: serviceToken },
    ops: { SERVICE_TOKEN: operationsToken, MONGO_URL: url('verification') },
  };
  for (const [recipient, files] of Object.entries(recipients)) {
    mkdirSync(join(folder, recipient), { recursive: true });
    // its volume is mounted by nobody else
    for (const [name, value] of Object.entries(files)) writeSecret(join(folder, recipient, name), value, 0o444);
  }
}

/** A crash in between leaves no half-written secret. */
export function writeSecret(file, text, mode) {
  writeFileSync(`${file}.new`, text, { mode, flush: true });
  renameSync(`${file}.new`, file);
}
