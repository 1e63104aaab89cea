import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { ROOT } from './deployed-process.js';

const FOLDER = join(ROOT, 'deploy/gateways');
const IDENTITY = ['X-Key-Id', 'X-Key-Owner', 'X-Key-Org', 'X-Key-Role', 'X-Key-Scope', 'X-Key-Mode'];
const MISLEADING = ['X-Original-URL', 'X-Rewrite-URL', 'X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];
const read = (path: string) => readFileSync(join(FOLDER, path), 'utf8');

describe('what is shipped for gateways', () => {
  it('is named in the README beside it, every file of it, and each README in docs/verifying-keys.md', () => {
    const page = readFileSync(join(ROOT, 'docs/verifying-keys.md'), 'utf8');
    for (const gateway of readdirSync(FOLDER)) {
      expect(page).toContain(`(../deploy/gateways/${gateway}/README.md)`);
      const files = readdirSync(join(FOLDER, gateway)).filter((file) => file !== 'README.md');
      for (const file of files) expect(read(`${gateway}/README.md`)).toContain(`(${file})`);
    }
  });

  // the controller does not run here: what can be checked without it
  it('for ingress-nginx hands all six headers on and keeps the key from every upstream', () => {
    const documents = parseAllDocuments(read('ingress-nginx/ingress.yaml')).map((document) =>
      z
        .looseObject({
          kind: z.string(),
          metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
          data: z.record(z.string(), z.string()).optional(),
        })
        .parse(document.toJS()),
    );
    const [ingress, token, secrets] = documents;
    expect(ingress?.metadata.annotations?.['nginx.ingress.kubernetes.io/auth-response-headers']?.split(',')).toEqual(
      IDENTITY,
    );
    expect(ingress?.metadata.annotations?.['nginx.ingress.kubernetes.io/auth-proxy-set-headers']).toBe(
      `default/${token?.metadata.name ?? ''}`,
    );
    expect(Object.keys(token?.data ?? {})).toEqual(['X-Gateway-Token', 'Cookie']);
    expect([secrets?.metadata.name, secrets?.data]).toEqual([
      'kept-from-upstreams',
      Object.fromEntries(['X-API-Key', ...MISLEADING].map((name) => [name, ''])),
    ]);
  });
});
