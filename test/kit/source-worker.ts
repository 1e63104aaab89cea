const HOOK = new URL('../crash/typescript-hook.mjs', import.meta.url);

/** The entry of a thread in TypeScript, as a `Worker` can run it: nothing has to be built. */
export function sourceWorker(entry: URL): URL {
  const script = `import ${JSON.stringify(HOOK.href)}; await import(${JSON.stringify(entry.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`);
}
