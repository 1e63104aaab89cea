// Jest runs this once, before the first test of the document with the tools of others.
export default async function setUp() {
  await import('../crash/typescript-hook.mjs');
  const { installTools } = await import('./installed-tools.ts');
  await installTools();
}
