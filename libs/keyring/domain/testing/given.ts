import { expect } from '@jest/globals';
import { Problem, type KeyringEvent, type ProblemCode } from '#contracts';
import { type KeyringCommand, type KeyringPolicy } from '../commands.js';
import { decide } from '../decide.js';
import { fold, type Happened } from '../evolve.js';
import { emptyKeyring, type Keyring } from '../keyring.js';
import { at, START } from './times.js';

const POLICY: KeyringPolicy = {
  maxKeysPerOwner: 100,
  maxKeysEverPerOwner: 1000,
  mutationsPerHour: 1000,
  roleSource: 'token',
};

export type History = readonly (KeyringEvent | Happened)[];

/** What happened before. A bare event happened at START; `on(time, event)` puts it elsewhere. */
export function given(...history: History): Given {
  const happened = history.map((item) => ('event' in item ? item : on(START, item)));
  return new Given(fold(emptyKeyring, happened), POLICY);
}

export function on(time: string, event: KeyringEvent): Happened {
  return { event, at: at(time).toISOString() };
}

class Given {
  constructor(
    readonly keyring: Keyring,
    private readonly policy: KeyringPolicy,
  ) {}

  /** With an operator's settings. */
  under(policy: Partial<KeyringPolicy>): Given {
    return new Given(this.keyring, { ...this.policy, ...policy });
  }

  when(command: KeyringCommand, now: Date = at(START)): When {
    return new When(() => decide(command, this.keyring, now, this.policy));
  }
}

class When {
  constructor(private readonly decision: () => readonly KeyringEvent[]) {}

  then(...events: readonly KeyringEvent[]): void {
    expect(this.decision()).toEqual(events);
  }

  thenNothing(): void {
    this.then();
  }

  thenRefused(code: ProblemCode, detail = ''): void {
    expect(this.decision).toThrow(Problem);
    expect(this.decision).toThrow(expect.objectContaining({ code, detail: expect.stringContaining(detail) }));
  }
}
