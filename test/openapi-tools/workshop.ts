import { expect } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exchange } from '../kit/http.js';
import { type System } from '../kit/system.js';
import { start } from '../profiles/standalone.js';
import { type CommandLine, type Outcome, outcomeOf } from './installed-tools.js';

/** Within the repository, so that its packages are found from there. */
const SCRATCH = resolve(import.meta.dirname, '../../.cache/openapi');
const CONSUMERS = join(import.meta.dirname, 'consumers');

/** What a tool's outcome is that has nothing to object to. */
export const DONE = { code: 0, output: expect.anything() };

/** A Keyward, and a folder with its `openapi.json` and those who use clients generated from it. */
export class Workshop implements AsyncDisposable {
  private constructor(
    readonly keyward: System,
    readonly folder: string,
  ) {}

  static async open(): Promise<Workshop> {
    const keyward = await start();
    mkdirSync(SCRATCH, { recursive: true });
    const folder = mkdtempSync(`${SCRATCH}/`);
    cpSync(CONSUMERS, folder, { recursive: true });
    const { text } = await exchange(keyward.addressOf('/v1/openapi.json'), { path: '/v1/openapi.json' });
    writeFileSync(join(folder, 'openapi.json'), text);
    return new Workshop(keyward, folder);
  }

  write(name: string, content: string | object): void {
    writeFileSync(join(this.folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }

  run(tool: CommandLine, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return outcomeOf([...tool, ...args], { cwd: this.folder, env: { PATH: process.env['PATH'], ...env } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.keyward.stop();
  }
}
