import { spawnSync } from 'node:child_process';

export interface ToolResult {
  readonly code: number | null;
  /** All that it wrote. */
  readonly output: string;
}

/** Runs promtool to its end. @throws when it is not installed. */
export function promtool(args: readonly string[], input = ''): ToolResult {
  const { error, status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8', input });
  if (error !== undefined) throw new Error('promtool cannot be run (Debian: prometheus)', { cause: error });
  return { code: status, output: stdout + stderr };
}

/** What `promtool check metrics` finds in a page, but for metrics that are Node's or the process's own. */
export function lint(page: string): readonly string[] {
  const { code, output } = promtool(['check', 'metrics'], page);
  const found = output.split('\n').filter((line) => line !== '' && !/^(?:nodejs|process)_/.test(line));
  // 3: it finds something; any other code says that it could not read the page
  return code === 0 || code === 3 ? found : [`promtool ended with ${String(code)}`, ...found];
}
