import { expect } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { atOnce } from '../kit/at-once.js';
import { eventually } from '../kit/eventually.js';
import { opsOnDatabase } from '../kit/ops-command.js';
import { type KnownKey } from '../faults/recording-client.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

/** Traffic may put a secret under the old pepper into a grace meanwhile: then it is done again. */
const RENEWED_WITHIN_MS = 300_000;

const counts = z.object({ peppers: z.array(z.object({ pepperId: z.string(), credentials: z.number() })) });

/** A pepper takes another's place: no key works under the old one any more, and it is taken out. */
export const peppers: Drill = {
  name: 'peppers',
  run: (options) =>
    // what has ended has digests under the pepper that is taken out
    runUnderLoad('peppers', { work: changePepper, forgetsEndedKeys: true }, options),
};

async function changePepper(stage: DrillStage): Promise<void> {
  const { deployment, system } = stage;
  const pepper = randomBytes(32).toString('base64');
  system.remember('pepper', pepper);
  const [older, newer] = [`p1:${deployment.secrets.pepper}`, `p2:${pepper}`];
  await stage.step('new pepper first: verification, then key-command', () =>
    stage.reconfigure(['verification', 'key-command'], { KEY_PEPPERS: `${newer},${older}` }),
  );
  await stage.step('every key renewed, until ops peppers names the new one only', async () => {
    await eventually(
      async () => {
        await atOnce(livingKeys(stage), (key) => stage.traffic.inTurn(key.owner, () => renew(stage, key)));
        expect(await peppersInUse(stage)).toEqual(['p2']);
      },
      { timeout: RENEWED_WITHIN_MS },
    );
  });
  await stage.step('old pepper out: key-command, then verification', () =>
    stage.reconfigure(['key-command', 'verification'], { KEY_PEPPERS: newer }),
  );
}

/** Those that nobody has revoked. What is created from now on is under the new pepper. */
function livingKeys({ traffic }: DrillStage): readonly KnownKey[] {
  const revoked = new Set(
    traffic.client.commands
      .filter(({ action, outcome }) => action === 'revoke' && outcome !== 'unknown')
      .map(({ keyId }) => keyId),
  );
  return traffic.keys.filter(({ keyId }) => !revoked.has(keyId));
}

async function renew({ traffic, rotation }: DrillStage, key: KnownKey): Promise<void> {
  const [{ address } = { address: '' }] = rotation.of('key-command');
  await traffic.client.rotate(address, key, 0);
  const inGrace = traffic.client.commands.some(
    ({ action, keyId, ends, outcome }) =>
      action === 'rotate' && keyId === key.keyId && ends.length === 0 && outcome !== 'refused',
  );
  if (inGrace) await traffic.client.endGrace(address, key);
}

async function peppersInUse({ deployment }: DrillStage): Promise<readonly string[]> {
  const { code, json } = await opsOnDatabase(deployment, 'verification', 'peppers', '--services');
  expect(code).toBe(0);
  return counts.parse(json).peppers.map(({ pepperId }) => pepperId);
}
