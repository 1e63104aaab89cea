import { z } from 'zod';
import { loadEnv } from '#env';
import { type CommandResult, type CommandContext } from '../command.js';
import { KeyCommandClient } from '../key-command-client.js';
import { KeyCommandClientEnv, keyCommandTls } from '../ops.env.js';
import { UsageError } from '../usage.js';

const republished = z.object({ owners: z.int(), unreadable: z.array(z.string()) });

export interface RepublishOptions {
  readonly owner: string | undefined;
  readonly since: string | undefined;
}

export async function republish({ owner, since }: RepublishOptions, { env }: CommandContext): Promise<CommandResult> {
  if ((owner === undefined) === (since === undefined))
    throw new UsageError('republish needs either --owner or --since.');
  const settings = loadEnv(KeyCommandClientEnv, env);
  const {
    KEY_COMMAND_URL: [url = ''],
    SERVICE_TOKEN,
  } = settings;
  const tls = keyCommandTls(settings);
  const body = owner === undefined ? { since } : { ownerId: owner };
  const { owners, unreadable } = await new KeyCommandClient({ url }, SERVICE_TOKEN, tls).post(
    '/v1/operations/republish',
    body,
    republished,
  );
  const summary =
    owner === undefined
      ? `The events of ${String(owners)} owners were sent again.`
      : owners === 1
        ? `The events of ${owner} were sent again.`
        : `${owner} has no events that could be sent.`;
  return {
    json: { owners, unreadable },
    lines: [summary, ...unreadable.map((ownerId) => `Not readable in the event store, not sent: ${ownerId}`)],
    exitCode: unreadable.length > 0 || (owner !== undefined && owners === 0) ? 1 : 0,
  };
}
