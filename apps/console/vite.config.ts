import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The page is served under this path; libs/console knows the same. */
const BASE = '/settings/security/api-keys/';

export default defineConfig({
  root: import.meta.dirname,
  base: BASE,
  oxc: { jsx: { runtime: 'automatic' } },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2000, // in kB, as Swagger UI is; test/page/size.page.spec.ts holds what a first view loads to its budget
    assetsInlineLimit: 0, // a data: address would need more than 'self' in the policy
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'docs.html'].map((document) => join(import.meta.dirname, document)),
      onLog(level, log, report) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log); // "use client" of packages means nothing here
      },
    },
  },
});
