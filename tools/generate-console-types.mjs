// Writes apps/console/api/openapi.gen.ts from the OpenAPI document that a started standalone serves; --check: only says
// whether it is up to date.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import openapiTypescript, { astToString } from 'openapi-typescript';

const TYPES = 'apps/console/api/openapi.gen.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyward-types-'));
const standalone = spawn(process.execPath, ['dist/apps/standalone/main.js'], {
  env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, DRAIN_MS: '0', LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const document = await (await fetch(`${await addressOf(standalone)}/v1/openapi.json`)).json();
  const types = `// Generated from /v1/openapi.json by npm run console-types.\n${astToString(await openapiTypescript(document, { defaultNonNullable: false }))}`;
  if (!process.argv.includes('--check')) writeFileSync(TYPES, types);
  else if (readFileSync(TYPES, 'utf8') !== types) {
    console.error(`${TYPES} does not fit /v1/openapi.json. Run npm run console-types and commit the file.`);
    process.exitCode = 1;
  }
} finally {
  standalone.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

async function addressOf({ stdout }) {
  for await (const line of createInterface(stdout)) {
    const address = /^Keyward is running on (\S+),/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('standalone did not start');
}
