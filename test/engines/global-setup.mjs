// Jest runs this once, before the first project that needs engines; its workers find them by an environment variable.
import process from 'node:process';
import { enginesHere, isCi } from './engines-here.mjs';

export default async function setUp() {
  const here = enginesHere();
  if (here.kind === 'none') {
    if (isCi())
      throw new Error(`No engines: ${here.missing}. In CI the tests on a real Kafka and MongoDB are not left out.`);
    return;
  }
  await import('../crash/typescript-hook.mjs');
  const { startShared } = await import('./shared-engines.ts');
  const { stop, variable, value, greeting } = await startShared(here.kind).catch((cause) => {
    throw new Error(
      `The engines of the tests did not start. Without them: npm test -- --selectProjects unit contract int scenario. ${cause.message}`,
      { cause },
    );
  });
  globalThis.stopEngines = stop;
  process.env[variable] = value;
  console.log(`\n${greeting}`);
}
