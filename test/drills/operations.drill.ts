import { afterAll, it } from '@jest/globals';
import { aligned } from '../kit/aligned.js';
import { brokerLoss } from './broker-loss.js';
import { carry } from './carry.js';
import { certificates } from './certificates.js';
import { type Drill } from './drill.js';
import { jwtKeys } from './jwt-keys.js';
import { peppers } from './peppers.js';
import { restore } from './restore.js';
import { scaling } from './scaling.js';
import { StepReport } from './step-report.js';
import { tokens } from './tokens.js';

const { DRILLS = '', DRILL_SEED: seed = String(Date.now() % 1e6), DRILL_KEYS: keys = '5000' } = process.env;
const HOUR_MS = 3_600_000;

const ALL: readonly Drill[] = [peppers, tokens, jwtKeys, certificates, scaling, brokerLoss, restore, carry];
const names = DRILLS === '' ? ALL.map(({ name }) => name) : DRILLS.split(',');
const chosen = names.map((name) => {
  const drill = ALL.find((each) => each.name === name);
  if (drill === undefined) throw new Error(`no drill is named ${name}: ${ALL.map((each) => each.name).join(', ')}`);
  return drill;
});
process.stdout.write(`drill with --seed ${seed}\n`);

const table: (readonly string[])[] = [StepReport.heads];
afterAll(() => {
  process.stdout.write(`${aligned(table)}\n`);
});

it.each(chosen)(
  '$name: no verdict is wrong, and none refused',
  async (drill) => {
    const report = await drill.run({ seed: Number(seed), keys: Number(keys) }).catch((error: unknown) => {
      process.stdout.write(`${drill.name}: ${String(error)}\n`); // the others may take long
      throw error;
    });
    for (const [what = '', ...cells] of report.rows()) table.push([`${drill.name}: ${what}`, ...cells]);
  },
  HOUR_MS,
);
