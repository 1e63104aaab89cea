import { expect } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Traffic } from '../faults/traffic.js';
import { eventually } from '../kit/eventually.js';
import { opsOnDatabase } from '../kit/ops-command.js';
import { dropDatabase } from '../profiles/stored-documents.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

const restored = z.object({ restored: z.number() });
const COMMANDS_AFTER_BACKUP = 200;
const WITHIN_MS = 300_000;

/** The database of key-command is lost; a backup and key-events are what is left. */
export const restore: Drill = {
  name: 'restore',
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'keyward-backup-'));
    try {
      return await runUnderLoad(
        'restore',
        { stopsCommands: true, work: (stage) => loseAndRestore(stage, join(folder, 'history.ndjson')) },
        options,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Does `work` while no owner has a command under way. */
function betweenCommands(traffic: Traffic, work: () => Promise<void>): Promise<void> {
  return traffic.owners.reduceRight((inner, owner) => () => traffic.inTurn(owner, inner), work)();
}

async function loseAndRestore(stage: DrillStage, file: string): Promise<void> {
  const { deployment, finalState, traffic } = stage;
  const keyCommands = deployment.of('key-command');
  const ops = async (...args: readonly string[]): Promise<unknown> => {
    const { code, json } = await opsOnDatabase(deployment, 'key-command', ...args);
    expect(code).toBe(0);
    return json;
  };
  await stage.step('ops export, while all of it runs', () => ops('export', file, '--services'));
  await stage.step('more commands, which the backup lacks', () => traffic.commands(COMMANDS_AFTER_BACKUP, WITHIN_MS));
  await stage.step('key-command stopped, its database dropped', () =>
    betweenCommands(traffic, async () => {
      await eventually(async () => {
        expect(await finalState.store.countUnpublished()).toBe(0); // it would be lost with the database
      });
      await Promise.all(keyCommands.map((replica) => replica.stop()));
      await dropDatabase(deployment.databaseOf('key-command'));
    }),
  );
  await stage.step('ops import of the backup', () => ops('import', file, '--services'));
  await stage.step('ops restore-store, of what came after it', async () => {
    expect(restored.parse(await ops('restore-store')).restored).toBeGreaterThan(0);
  });
  await stage.step('key-command started, until all confirm', async () => {
    await Promise.all(keyCommands.map((replica) => replica.start()));
    await stage.allWell();
  });
}
