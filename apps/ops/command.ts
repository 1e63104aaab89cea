/** What a command works with. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One line of progress, for people; not part of the answer. */
  readonly tell: (line: string) => void;
}

/** What a command found out: the same for machines and for people. */
export interface CommandResult {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** Default 0. */
  readonly exitCode?: number;
}
