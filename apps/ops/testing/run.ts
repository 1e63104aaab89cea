import { runOps } from '../ops.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command in this process, with nothing but `env` around it. */
export async function ops(env: Record<string, string>, ...args: readonly string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runOps(args, {
    env,
    out: (line) => {
      out.push(line);
    },
    err: (line) => {
      err.push(line);
    },
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
