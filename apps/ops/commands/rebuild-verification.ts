import { type Subscriber } from '#messaging';
import { type MongoConnection } from '#mongo';
import { rebuildReadModel } from '#verification';
import { MongoGenerations, MongoVerificationStore } from '#verification/adapters/mongo';
import { type CommandResult, type CommandContext } from '../command.js';
import { table } from '../table.js';
import { UsageError } from '../usage.js';

export interface RebuildOptions {
  readonly switches: boolean;
  readonly acceptsDifferences: boolean;
}

const SHOWN = 20;
const TELL_EVERY = 10_000;

/** @throws UsageError */
export function rebuildOptions(flags: {
  readonly switch?: boolean;
  readonly 'accept-differences'?: boolean;
  readonly 'drop-unused'?: boolean;
}): RebuildOptions | 'drop-unused' {
  const {
    switch: switches = false,
    'accept-differences': acceptsDifferences = false,
    'drop-unused': drops = false,
  } = flags;
  if (drops && (switches || acceptsDifferences))
    throw new UsageError(
      '--drop-unused goes alone: replicas that run still use the read model from before the switch.',
    );
  if (acceptsDifferences && !switches) throw new UsageError('--accept-differences needs --switch.');
  return drops ? 'drop-unused' : { switches, acceptsDifferences };
}

/** What is built and not made live is dropped again: a comparison leaves nothing behind. */
export async function rebuildVerification(
  { switches, acceptsDifferences }: RebuildOptions,
  mongo: MongoConnection,
  subscriber: Subscriber,
  { tell }: CommandContext,
): Promise<CommandResult> {
  const generations = new MongoGenerations(mongo);
  const from = await generations.live();
  const to = await generations.reserve();
  let reported = 0;
  const { records, credentials, owners, differences } = await rebuildReadModel({
    subscriber,
    live: await MongoVerificationStore.open(mongo, { generation: from }),
    next: await MongoVerificationStore.open(mongo, { generation: to }),
    onProgress: (applied) => {
      if (applied - reported < TELL_EVERY) return;
      reported = applied;
      tell(`${String(applied)} records applied`);
    },
  });
  const isRight = differences.length === 0 || acceptsDifferences;
  const switched = switches && isRight && (await generations.switch(from, to));
  if (!switched) await generations.drop(to);
  const rows = differences
    .slice(0, SHOWN)
    .map(({ kind, name, what, members }) => [kind, name, what, members.join(', ')]);
  return {
    json: { records, credentials, owners, live: switched ? to : from, switched, differences },
    lines: [
      `${String(records)} records of key-events: ${String(credentials)} credentials, ${String(owners)} owners.`,
      ...(rows.length === 0
        ? ['The rebuilt read model is equal to the live one.']
        : table([`${String(differences.length)} differ`, '', 'rebuilt', ''], rows)),
      ...(differences.length > SHOWN
        ? [`… and ${String(differences.length - SHOWN)} more (--json has all of them)`]
        : []),
      verdict(switched, { switches, isRight, from, to }),
    ],
    exitCode: switches ? Number(!switched) : Number(differences.length > 0),
  };
}

function verdict(
  switched: boolean,
  {
    switches,
    isRight,
    from,
    to,
  }: { readonly switches: boolean; readonly isRight: boolean; readonly from: number; readonly to: number },
): string {
  if (switched)
    return `Generation ${String(to)} is live: restart the replicas one after the other; when all of them are, run rebuild-verification --drop-unused.`;
  if (!switches) return `Generation ${String(from)} stays live.`;
  if (!isRight)
    return `Not switched: generation ${String(from)} stays live. If the rebuilt one is right, say --switch --accept-differences.`;
  return 'Not switched: another rebuild has switched meanwhile. Look at what it did before you try again.';
}

/** A replica that still has one of them open would give wrong answers. */
export async function dropUnused(mongo: MongoConnection): Promise<CommandResult> {
  const generations = new MongoGenerations(mongo);
  const live = await generations.live();
  const unused = (await generations.existing()).filter((generation) => generation !== live);
  for (const generation of unused) await generations.drop(generation);
  return {
    json: { live, dropped: unused },
    lines: [
      unused.length === 0 ? 'Nothing to drop.' : `Dropped: generation ${unused.join(', ')}.`,
      `Generation ${String(live)} is live.`,
    ],
  };
}
