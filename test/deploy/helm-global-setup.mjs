// Jest runs this once, before the first test of the chart.
export default async function setUp() {
  await import('../crash/typescript-hook.mjs');
  const { installedHelm } = await import('./installed-helm.ts');
  process.env.KEYWARD_HELM = await installedHelm();
}
