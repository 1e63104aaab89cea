import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from './deployed-process.js';
import { LEAST } from './helm-chart.js';

/** The blocks of commands in a page of docs. */
export function commandsOf(page: string): readonly string[] {
  const document = readFileSync(join(ROOT, `docs/${page}.md`), 'utf8');
  return [...document.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}

/** The block of them that has `text` in it. */
export function commandsWith(text: string, page = 'deployment'): string {
  const [block, ...more] = commandsOf(page).filter((each) => each.includes(text));
  if (block === undefined || more.length > 0) throw new Error(`${text}: not in one block of docs/${page}.md`);
  return block;
}

/** A folder like that of whoever follows the guide: the chart is in it, and the least values as `my-values.yaml`. */
export class Following {
  readonly folder = mkdtempSync(join(tmpdir(), 'keyward-guide-'));

  /**
   * @param programs scripts for bash that stand in for the programs of these names.
   * @param env what the scripts know.
   */
  constructor(
    programs: Readonly<Record<string, string>>,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {
    mkdirSync(join(this.folder, 'bin'));
    symlinkSync(join(ROOT, 'deploy'), join(this.folder, 'deploy'));
    copyFileSync(LEAST, join(this.folder, 'my-values.yaml'));
    for (const [name, script] of Object.entries(programs)) {
      const file = join(this.folder, 'bin', name);
      writeFileSync(file, `#!/usr/bin/env bash\necho "${name} $*" >> calls\n${script}\n`);
      chmodSync(file, 0o700);
    }
  }

  /** What the programs were called with so far, in that order. */
  get calls(): readonly string[] {
    return existsSync(join(this.folder, 'calls')) ? this.read('calls').trim().split('\n') : [];
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** @throws what was written to the error output, if anything was or a command failed. */
  run(commands: string): void {
    const { status, stderr } = this.outcome(`set -euo pipefail\n${commands}`);
    if (status !== 0 || stderr !== '') throw new Error(`ended with ${String(status)}: ${stderr}`);
  }

  /** How `commands` end that somebody pastes: one that fails stops none of those behind it. */
  outcome(commands: string) {
    return spawnSync('bash', ['--norc', '-c', commands], {
      cwd: this.folder,
      env: {
        PATH: [join(this.folder, 'bin'), process.env['PATH']].join(delimiter),
        HOME: this.folder,
        ...this.env,
      },
      encoding: 'utf8',
      timeout: 60_000,
    });
  }
}
