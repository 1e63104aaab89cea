// Jest runs this once, before the first test of the chart.
export default async function setUp() {
  await import('../crash/typescript-hook.mjs');
  const { installKubernetesTools } = await import('./kubernetes-tools.ts');
  process.env.KEYWARD_KUBERNETES_TOOLS = JSON.stringify(await installKubernetesTools());
}
