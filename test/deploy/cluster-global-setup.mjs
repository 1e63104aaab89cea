// Jest runs this once, before the first test of the chart on an API server.
export default async function setUp() {
  await import('../crash/typescript-hook.mjs');
  const { installKubernetesTools } = await import('./kubernetes-tools.ts');
  const { installClusterTools } = await import('./cluster-tools.ts');
  process.env.KEYWARD_KUBERNETES_TOOLS = JSON.stringify(await installKubernetesTools());
  process.env.KEYWARD_CLUSTER_TOOLS = JSON.stringify(await installClusterTools());
}
