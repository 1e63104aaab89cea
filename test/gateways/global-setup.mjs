// Jest runs this once, before the first test on a gateway.
import { missingForGateways, PACKAGES } from './gateways-here.mjs';

export default async function setUp() {
  const missing = missingForGateways();
  if (missing.length > 0)
    throw new Error(`The tests on real gateways need ${missing.join(', ')}: on Debian, apt-get install ${PACKAGES}.`);
  await import('../crash/typescript-hook.mjs');
  const { installPackagedPrograms } = await import('./packaged-programs.ts');
  await installPackagedPrograms();
}
