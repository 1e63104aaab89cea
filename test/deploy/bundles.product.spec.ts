import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const APPS = join(import.meta.dirname, '../../dist/apps');
const sourceMap = z.object({ sources: z.array(z.string()) });

const SERVICE = ['kafkajs', 'mongodb', 'libs/messaging/adapters/kafka', 'libs/messaging/adapters/mongo'];

/** The drivers, adapters, controllers and mailers that each app, or thread of one, uses. */
const USES: Readonly<Record<string, readonly string[]>> = {
  'standalone/main.js': [
    'node:sqlite',
    'libs/activity/adapters/sqlite',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/reminders/adapters/sqlite', // addresses
    'libs/verification/adapters/sqlite',
    'activity.controller',
    'keys.controller',
    'me.controller',
    'member-contacts.controller',
    'members.controller',
    'operations.controller',
    'health.controller',
    'reflection.controller',
    'verify-stream.controller',
  ],
  'standalone/consumers.worker.js': [
    'node:sqlite',
    'nodemailer',
    'libs/activity/adapters/sqlite',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/reminders/adapters/eml-folder',
    'libs/reminders/adapters/smtp',
    'libs/reminders/adapters/sqlite',
  ],
  'standalone/verifier.worker.js': [
    'node:sqlite',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/verification/adapters/sqlite',
  ],
  'standalone/writer.worker.js': [
    'node:sqlite',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/reminders/adapters/sqlite',
    'libs/verification/adapters/sqlite',
  ],
  'key-command/main.js': [
    ...SERVICE,
    'libs/event-store/adapters/mongo',
    'libs/reminders/adapters/mongo',
    'activity.controller', // its document is the public one of all services
    'keys.controller',
    'me.controller',
    'member-contacts.controller',
    'members.controller',
    'operations.controller',
  ],
  'verification/main.js': [
    ...SERVICE,
    'libs/verification/adapters/mongo',
    'health.controller',
    'reflection.controller',
    'verify-stream.controller',
  ],
  'activity/main.js': [...SERVICE, 'libs/activity/adapters/mongo', 'activity.controller'],
  'notifier/main.js': [
    ...SERVICE,
    'nodemailer',
    'libs/reminders/adapters/mongo',
    'libs/reminders/adapters/eml-folder',
    'libs/reminders/adapters/smtp',
  ],
  'ops/main.js': [
    'kafkajs',
    'mongodb',
    'node:sqlite', // a data folder is backed up, restored, exported and filled
    'libs/event-store/adapters/mongo',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/messaging/adapters/kafka',
    'libs/verification/adapters/mongo',
    'libs/verification/adapters/sqlite',
  ],
  'bi-api/main.js': [],
};

/** Whatever of that kind is in `bundle`. */
function heldBy(bundle: string): readonly string[] {
  const { sources } = sourceMap.parse(JSON.parse(readFileSync(join(APPS, `${bundle}.map`), 'utf8')));
  const parts = sources.flatMap(
    (source) =>
      /(?<=\/node_modules\/)(kafkajs|mongodb|nodemailer)(?=\/)/.exec(source)?.[0] ??
      /libs\/[^/]+\/adapters\/[^/]+(?=\/)/.exec(source)?.[0] ??
      /[^/]+\.controller(?=\.ts$)/.exec(source)?.[0] ??
      [],
  );
  const builtIn = readFileSync(join(APPS, bundle), 'utf8').match(/(?<=\bfrom ")node:sqlite(?=")/g) ?? [];
  return [...new Set([...parts, ...builtIn])].sort();
}

it('every app, and every thread of one, is named here', () => {
  expect(globSync('*/{main,*.worker}.js', { cwd: APPS }).sort()).toEqual(Object.keys(USES).sort());
});

describe('the bundle', () => {
  it.each(Object.keys(USES))(
    '%s holds the drivers, adapters, controllers and mailers that it uses, and no other',
    (bundle) => {
      expect(heldBy(bundle)).toEqual([...(USES[bundle] ?? [])].sort());
    },
  );
});
