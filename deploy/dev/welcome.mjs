// node welcome.mjs <JWT secret's file> <address> <mail address>: prints how to try the running deployment.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { demoToken } from '../../dist/apps/standalone/demo-owner.js';
import { greeting } from './greeting.mjs';

const [, , secretFile, address, mail] = process.argv;
const token = await demoToken(readFileSync(secretFile, 'utf8'));
process.stdout.write(
  greeting({
    keys: address,
    api: address,
    token,
    ops: (command) => `docker compose run --rm ops dist/apps/ops/main.js ${command}`,
    places: [
      ['keys, activity, verification, sample API', address],
      ['mails that would be sent', mail],
    ],
  }),
);
