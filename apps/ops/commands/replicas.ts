import { z } from 'zod';
import { loadEnv } from '#env';
import { type CommandResult, type CommandContext } from '../command.js';
import { KeyCommandClient } from '../key-command-client.js';
import { KeyCommandClientEnv, keyCommandTls } from '../ops.env.js';
import { type Lookup, processesBehind } from '../processes-behind.js';
import { table } from '../table.js';
import { OpsFailure } from '../usage.js';

const replica = z.object({
  incarnation: z.string(),
  sequence: z.number(),
  leaseMs: z.number(),
  unchangedForMs: z.number(),
  positions: z.record(z.string(), z.number()),
});
const waiting = z.object({ position: z.string(), waitedMs: z.number(), behind: z.array(z.string()) });
const answer = z.object({ replicas: z.array(replica), waiting: z.array(waiting) });

type Replica = z.infer<typeof replica>;

/**
 * Every key-command follows the same registry, but only it knows what waits in it. Those that give no answer are named
 * beside what the others say.
 */
export async function replicas({ env }: Pick<CommandContext, 'env'>, lookup?: Lookup): Promise<CommandResult> {
  const settings = loadEnv(KeyCommandClientEnv, env);
  const { KEY_COMMAND_URL, SERVICE_TOKEN } = settings;
  const tls = keyCommandTls(settings);
  const processes = await Promise.all(KEY_COMMAND_URL.map((url) => processesBehind(url, lookup)));
  const asked = await Promise.all(
    processes.flat().map(async (each) => {
      const keyCommand = new KeyCommandClient(each, SERVICE_TOKEN, tls);
      try {
        return { at: keyCommand.name, ...(await keyCommand.get('/v1/operations/replicas', answer)) };
      } catch (error) {
        if (error instanceof OpsFailure) return error;
        throw error;
      }
    }),
  );
  const failures = asked.filter((each) => each instanceof OpsFailure);
  const answers = asked.filter((each) => 'at' in each);
  const [failure] = failures;
  if (failure !== undefined && answers.length === 0) throw failure;
  const known = freshest(answers.flatMap((each) => each.replicas));
  const waits = answers.flatMap(({ at, waiting: here }) => here.map((wait) => ({ ...wait, at })));
  const shown = known.map(({ incarnation, sequence, leaseMs, unchangedForMs, positions }) => [
    incarnation,
    String(sequence),
    ms(leaseMs),
    ms(unchangedForMs),
    unchangedForMs >= leaseMs ? 'silent' : 'renews',
    positionsText(positions),
  ]);
  return {
    json: { replicas: known, waiting: waits, failures: failures.map(({ message }) => message) },
    lines: [
      ...(known.length === 0
        ? ['No replica is in the registry.']
        : table(['replica', 'renewal', 'lease', 'unchanged for', '', 'applied'], shown)),
      '',
      ...(waits.length === 0
        ? ['No change waits.']
        : table(
            ['change', 'waits for', 'on', 'at'],
            waits.map(({ position, waitedMs, behind, at }) => [
              position,
              ms(waitedMs),
              behind.join(' ') || 'its mark',
              at,
            ]),
          )),
      ...failures.map(({ message }) => message),
    ],
    exitCode: failures.length > 0 ? 1 : 0,
  };
}

/** Of each incarnation what the key-command that read last has read. */
function freshest(all: readonly Replica[]): readonly Replica[] {
  const byIncarnation = new Map<string, Replica>();
  for (const each of all) {
    const known = byIncarnation.get(each.incarnation);
    if (known === undefined || each.sequence > known.sequence) byIncarnation.set(each.incarnation, each);
  }
  return [...byIncarnation.values()];
}

function ms(value: number): string {
  return `${String(value)} ms`;
}

function positionsText(positions: Replica['positions']): string {
  return (
    Object.entries(positions)
      .map(([partition, offset]) => `${partition}:${String(offset)}`)
      .join(' ') || 'nothing'
  );
}
