import { type Haystack } from '../kit/leak-scan.js';

/** A whole running Keyward, whatever processes it is made of. Addresses stay the same over a restart. */
export interface Deployment {
  /** The address of a process that answers `path`, as a gateway would pick it: with several, in turn. */
  addressOf(path: string): string;
  /** How many verification replicas there are when all is well. */
  readonly verifiers: number;
  /** The addresses of all processes that serve HTTP. */
  readonly processes: readonly string[];
  /** HS256 secret of the user tokens it trusts. */
  readonly jwtSecret: string;
  /** A token of the service `host-product`. */
  readonly serviceToken: string;
  /** What it was configured with and must not show again, by kind. */
  readonly secrets: Readonly<Record<string, string>>;
  /** DATA_DIR */
  readonly folder: string;
  /** All that it stores now, for a search; of a compacted topic what stays. It may run meanwhile. */
  stored(): Promise<readonly Haystack[]>;
  /** Deletes the read models that are derived from key-events alone. Not while it runs. */
  forgetDerived(): Promise<void>;
  /** All that it has written to stdout and stderr. */
  output(): string;
  /**
   * Starts it on what it has stored. Resolves when it is ready, or, with `ready: false`, when it answers at all.
   * @throws with its output when it ends instead.
   */
  start(options?: { readonly ready?: boolean }): Promise<void>;
  /** Asks it to end (SIGTERM). @throws unless it ends by itself with exit code 0. */
  stop(): Promise<void>;
  /** Ends it without a chance to do anything (SIGKILL). */
  kill(): Promise<void>;
  /** Removes what it stored. */
  dispose(): Promise<void>;
}

export interface StartOptions {
  /** Environment variables on top of the profile's own; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly ready?: boolean;
  /** Called before the first start, to put something into its folder. */
  readonly prepare?: (deployment: Deployment) => Promise<void>;
}
