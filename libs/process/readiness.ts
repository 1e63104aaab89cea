import { token } from './token.js';

/** What the process waits for before it is ready. `/health/ready` is 503 while any check names a reason. */
export class Readiness {
  private readonly checks = new Map<string, () => string | null>();

  /** `check` returns null when all is well, else the reason in a few words (public: no secrets). */
  add(name: string, check: () => string | null): void {
    this.checks.set(name, check);
  }

  /** The open reasons by name; empty when ready. */
  reasons(): Readonly<Record<string, string>> {
    const open = [...this.checks].map(([name, check]) => [name, check()] as const);
    return Object.fromEntries(open.filter((entry): entry is [string, string] => entry[1] !== null));
  }
}

export const READINESS = token<Readiness>('Readiness');
