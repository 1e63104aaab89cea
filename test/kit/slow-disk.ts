import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('slow-disk.c', import.meta.url));

/** A disk that, while it is slow, takes three seconds for each fsync. Needs a C compiler and Linux. */
export class SlowDisk implements Disposable {
  private readonly own = mkdtempSync(join(tmpdir(), 'keyward-slow-disk-'));
  private readonly library = join(this.own, 'slow-disk.so');
  private readonly switch = join(this.own, 'is-slow');

  /** Where it has to be, or can be: in CI, and where there is a compiler. */
  static get isPossible(): boolean {
    return !['', 'false', undefined].includes(process.env['CI']) || spawnSync('cc', ['--version']).status === 0;
  }

  constructor() {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', this.library, SOURCE, '-ldl']);
  }

  /** For a process whose files are in a folder that begins with `folder`. */
  environment(folder: string): Readonly<Record<string, string>> {
    return { LD_PRELOAD: this.library, SLOW_DISK_FOLDER: folder, SLOW_DISK_SWITCH: this.switch };
  }

  slow(): void {
    writeFileSync(this.switch, '');
  }

  fast(): void {
    rmSync(this.switch, { force: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.own, { recursive: true });
  }
}
