import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const APPS = join(import.meta.dirname, '../../dist/apps');
const sourceMap = z.object({ sources: z.array(z.string()) });

const SERVICE = ['kafkajs', 'mongodb', 'libs/messaging/adapters/kafka', 'libs/messaging/adapters/mongo'];

/** The drivers, adapters, controllers and mailers that each app uses. */
const USES: Readonly<Record<string, readonly string[]>> = {
  standalone: [
    'node:sqlite',
    'nodemailer',
    'libs/activity/adapters/sqlite',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/reminders/adapters/eml-folder',
    'libs/reminders/adapters/smtp',
    'libs/reminders/adapters/sqlite',
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
    'verify-rpc.controller',
  ],
  'key-command': [
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
  verification: [
    ...SERVICE,
    'libs/verification/adapters/mongo',
    'health.controller',
    'reflection.controller',
    'verify-stream.controller',
    'verify-rpc.controller',
  ],
  activity: [...SERVICE, 'libs/activity/adapters/mongo', 'activity.controller'],
  notifier: [
    ...SERVICE,
    'nodemailer',
    'libs/reminders/adapters/mongo',
    'libs/reminders/adapters/eml-folder',
    'libs/reminders/adapters/smtp',
  ],
  ops: [
    'kafkajs',
    'mongodb',
    'node:sqlite', // a data folder is backed up, restored, exported and filled
    'libs/activity/adapters/sqlite',
    'libs/event-store/adapters/mongo',
    'libs/event-store/adapters/sqlite',
    'libs/messaging/adapters/embedded',
    'libs/messaging/adapters/kafka',
    'libs/reminders/adapters/sqlite',
    'libs/verification/adapters/mongo',
    'libs/verification/adapters/sqlite',
    // not used: they come with the keyring that revokes and the projection that rebuilds
    'activity.controller',
    'keys.controller',
    'me.controller',
    'member-contacts.controller',
    'members.controller',
    'health.controller',
    'reflection.controller',
    'verify-stream.controller',
    'verify-rpc.controller',
  ],
  'bi-api': [],
};

/** Whatever of that kind is in the bundle of `app`. */
function heldBy(app: string): readonly string[] {
  const { sources } = sourceMap.parse(JSON.parse(readFileSync(join(APPS, app, 'main.js.map'), 'utf8')));
  const parts = sources.flatMap(
    (source) =>
      /(?<=\/node_modules\/)(kafkajs|mongodb|nodemailer)(?=\/)/.exec(source)?.[0] ??
      /libs\/[^/]+\/adapters\/[^/]+(?=\/)/.exec(source)?.[0] ??
      /[^/]+\.controller(?=\.ts$)/.exec(source)?.[0] ??
      [],
  );
  const builtIn = readFileSync(join(APPS, app, 'main.js'), 'utf8').match(/(?<=\bfrom ")node:sqlite(?=")/g) ?? [];
  return [...new Set([...parts, ...builtIn])].sort();
}

it('every app is named here', () => {
  expect(readdirSync(APPS).sort()).toEqual(Object.keys(USES).sort());
});

describe('the bundle of', () => {
  it.each(Object.keys(USES))(
    '%s holds the drivers, adapters, controllers and mailers that it uses, and no other',
    (app) => {
      expect(heldBy(app)).toEqual([...(USES[app] ?? [])].sort());
    },
  );
});
