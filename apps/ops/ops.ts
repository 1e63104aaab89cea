import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { deadLetterTopic, TOPICS } from '#contracts';
import { KafkaEnv } from '#messaging/adapters/kafka';
import { loadEnv, StartRefused } from '#env';
import { MongoEnv } from '#mongo';
import { type CommandResult, type CommandContext } from './command.js';
import { backup } from './commands/backup.js';
import { deadLetters, deadLettersOptions } from './commands/dead-letters.js';
import { dropUnused, rebuildOptions, rebuildVerification } from './commands/rebuild-verification.js';
import { exportOfFolder, exportOfServices } from './commands/export.js';
import { importToFolder, importToServices } from './commands/import.js';
import { peppersOfFolder, peppersOfServices } from './commands/peppers.js';
import { restoreStore } from './commands/restore-store.js';
import { replicas } from './commands/replicas.js';
import { republish } from './commands/republish.js';
import { restore, revokedBy } from './commands/restore.js';
import { readingMongo, withKafka, withMongo } from './engines.js';
import { LogAndStoreEnv, OpsDataEnv, RebuildEnv } from './ops.env.js';
import { OpsFailure, USAGE, UsageError } from './usage.js';

export interface Terminal extends Pick<CommandContext, 'env'> {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const misuse = z.looseObject({ code: z.string().startsWith('ERR_PARSE_ARGS'), message: z.string() });
const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const JSON_FLAG = { json: FLAG } as const;

/**
 * Runs one command. Resolves with the exit code: 0, 1 when something is not as it should be, 2 when the command line is
 * not understood.
 */
export async function runOps(args: readonly string[], { env, out, err }: Terminal): Promise<number> {
  const [command = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(command)) {
    out(USAGE);
    return 0;
  }
  try {
    const { outcome, json } = await run(command, rest, { env, tell: err });
    if (json) out(JSON.stringify(outcome.json, null, 2));
    else for (const line of outcome.lines) out(line);
    return outcome.exitCode ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      err(`${error.message} See npm run ops -- help`);
      return 2;
    }
    if (!(error instanceof OpsFailure) && !(error instanceof StartRefused)) throw error;
    err(error.message);
    return 1;
  }
}

async function run(
  command: string,
  args: readonly string[],
  surroundings: CommandContext,
): Promise<{ readonly outcome: CommandResult; readonly json: boolean }> {
  const { env } = surroundings;
  switch (command) {
    case 'dead-letters': {
      const { json = false, ...flags } = parsed(args, { ...JSON_FLAG, topic: TEXT, limit: TEXT });
      const options = deadLettersOptions(flags);
      return {
        json,
        outcome: await withKafka(loadEnv(KafkaEnv, env), options.topics.map(deadLetterTopic), (subscriber) =>
          deadLetters(options, subscriber),
        ),
      };
    }
    case 'republish': {
      const { json = false, owner, since } = parsed(args, { ...JSON_FLAG, owner: TEXT, since: TEXT });
      return { json, outcome: await republish({ owner, since }, surroundings) };
    }
    case 'replicas': {
      const { json = false } = parsed(args, JSON_FLAG);
      return { json, outcome: await replicas(surroundings) };
    }
    case 'rebuild-verification': {
      const { json = false, ...flags } = parsed(args, {
        ...JSON_FLAG,
        switch: FLAG,
        'accept-differences': FLAG,
        'drop-unused': FLAG,
      });
      const options = rebuildOptions(flags);
      if (options === 'drop-unused') return { json, outcome: await withMongo(loadEnv(MongoEnv, env), dropUnused) };
      const settings = loadEnv(RebuildEnv, env);
      return {
        json,
        outcome: await withMongo(settings, (mongo) =>
          withKafka(settings, [TOPICS.keyEvents.name], (subscriber) =>
            rebuildVerification(options, mongo, subscriber, surroundings),
          ),
        ),
      };
    }
    case 'backup': {
      const { json = false, path } = parsedWithPath(command, args, JSON_FLAG);
      return { json, outcome: await backup(loadEnv(OpsDataEnv, env).DATA_DIR, path) };
    }
    case 'restore': {
      const { json = false, path, revoke } = parsedWithPath(command, args, { ...JSON_FLAG, revoke: TEXT });
      const revoked = revokedBy(revoke);
      return { json, outcome: await restore(loadEnv(OpsDataEnv, env).DATA_DIR, path, revoked) };
    }
    case 'peppers': {
      const { json = false, services } = parsed(args, { ...JSON_FLAG, services: FLAG });
      const outcome = services
        ? readingMongo(loadEnv(MongoEnv, env), peppersOfServices)
        : peppersOfFolder(loadEnv(OpsDataEnv, env).DATA_DIR);
      return { json, outcome: await outcome };
    }
    case 'export': {
      const { json = false, path, services } = parsedWithPath(command, args, { ...JSON_FLAG, services: FLAG });
      const outcome = services
        ? readingMongo(loadEnv(MongoEnv, env), (mongo) => exportOfServices(mongo, path, surroundings))
        : exportOfFolder(loadEnv(OpsDataEnv, env).DATA_DIR, path, surroundings);
      return { json, outcome: await outcome };
    }
    case 'import': {
      const { json = false, path, services } = parsedWithPath(command, args, { ...JSON_FLAG, services: FLAG });
      const outcome = services
        ? withMongo(loadEnv(MongoEnv, env), (mongo) => importToServices(mongo, path, surroundings))
        : importToFolder(loadEnv(OpsDataEnv, env).DATA_DIR, path, surroundings);
      return { json, outcome: await outcome };
    }
    case 'restore-store': {
      const { json = false } = parsed(args, JSON_FLAG);
      const settings = loadEnv(LogAndStoreEnv, env);
      return {
        json,
        outcome: await withMongo(settings, (mongo) =>
          withKafka(settings, [TOPICS.keyEvents.name], (subscriber) => restoreStore(mongo, subscriber, surroundings)),
        ),
      };
    }
    default:
      throw new UsageError(`There is no command ${command}.`);
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

function parsed<const O extends Options>(args: readonly string[], options: O) {
  return understood(() => parseArgs({ args, options, strict: true, allowPositionals: false }).values);
}

/** `<command> PATH [options]` */
function parsedWithPath<const O extends Options>(command: string, args: readonly string[], options: O) {
  const { values, positionals } = understood(() => parseArgs({ args, options, strict: true, allowPositionals: true }));
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError(`${command} needs one path.`);
  return { ...values, path };
}

function understood<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const { success, data } = misuse.safeParse(error);
    throw success ? new UsageError(`${data.message.replace(/[.] .*$/s, '')}.`) : error;
  }
}
