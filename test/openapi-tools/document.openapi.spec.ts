import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { nodeTool } from './installed-tools.js';
import { DONE, Workshop } from './workshop.js';

const TSC = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  types: [],
};

let workshop: Workshop;
beforeAll(async () => {
  workshop = await Workshop.open();
});
afterAll(() => workshop[Symbol.asyncDispose]());

describe('the OpenAPI document', () => {
  it('has no error by redocly’s recommended rules', async () => {
    const redocly = await nodeTool('@redocly/cli/bin/cli.js');
    expect(await workshop.run(redocly, ['lint', '--extends=recommended', 'openapi.json'])).toEqual(DONE);
  });

  it('has no error by spectral’s recommended rules', async () => {
    workshop.write('spectral.json', { extends: [['spectral:oas', 'recommended']] });
    const spectral = await nodeTool('@stoplight/spectral-cli/dist/index.js');
    expect(await workshop.run(spectral, ['lint', '--ruleset=spectral.json', 'openapi.json'])).toEqual(DONE);
  });

  it('gives openapi-typescript and orval clients that compile strictly and have types for errors', async () => {
    const document = readFileSync(join(workshop.folder, 'openapi.json'), 'utf8');
    const types = await openapiTypescript(document, { defaultNonNullable: false });
    workshop.write('openapi-typescript.ts', astToString(types));
    const orval = await nodeTool('orval/dist/bin/orval.mjs');
    const args = ['--input=openapi.json', '--output=orval-client.ts', '--client=fetch'];
    expect(await workshop.run(orval, args)).toEqual(DONE);
    workshop.write('tsconfig.json', { compilerOptions: COMPILER_OPTIONS, files: ['openapi-fetch.ts', 'orval.ts'] });
    expect(await workshop.run([process.execPath, TSC], [])).toEqual({ code: 0, output: '' });
  });
});
