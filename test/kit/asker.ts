import { setTimeout as pause } from 'node:timers/promises';
import { type System } from './system.js';

/** Asks for verdicts on one key, one after the other. */
export class Asker {
  count = 0;
  longestMs = 0;
  readonly codes = new Set<string>();

  constructor(
    private readonly system: System,
    private readonly secret: string,
  ) {}

  async until(end: Promise<unknown>): Promise<void> {
    const ended = end.then(() => true);
    do {
      const asked = performance.now();
      this.codes.add((await this.system.verify({ key: this.secret })).code);
      this.count++;
      this.longestMs = Math.max(this.longestMs, performance.now() - asked);
    } while (!(await Promise.race([ended, pause(1, false)])));
  }
}
