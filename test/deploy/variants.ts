import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHART, type Rendering } from './helm-chart.js';

export const EVERYTHING = join(import.meta.dirname, 'everything.yaml');
export const SIZES = ['small', 'medium', 'large'] as const;

export function sizeFile(size: (typeof SIZES)[number]): string {
  return join(CHART, 'sizes', `${size}.yaml`);
}

/** Values that an installation may have, one for each way of doing things. */
export const VARIANTS: readonly { readonly variant: string; readonly options: Rendering }[] = [
  { variant: 'the least', options: {} },
  { variant: 'everything', options: { files: [EVERYTHING] } },
  {
    variant: 'Secrets made and TLS given',
    options: {
      files: [madeSecrets('mongodb://activity:password@mongo:27017/activity')],
      set: ['tls.enabled=true,tls.certManager.enabled=false,users.jwksUrl=,users.secret=true'],
    },
  },
  ...SIZES.map((size) => ({ variant: size, options: { files: [sizeFile(size)] } })),
];

/** A values file with the Secrets in it. */
export function madeSecrets(mongoUrlOfActivity: string): string {
  const MONGO_URL = 'mongodb://user:password@mongo:27017/keyward';
  const KEY_PEPPERS = `p1:${Buffer.alloc(32, 1).toString('base64')}`;
  const SERVICE_TOKENS = `reports:${'0'.repeat(64)}`;
  const JWT_SECRET = 'what signs the tokens of users in tests';
  const values = {
    secrets: {
      from: 'values',
      values: {
        keyCommand: { MONGO_URL, KEY_PEPPERS, SERVICE_TOKENS, JWT_SECRET },
        verification: { MONGO_URL, KEY_PEPPERS, SERVICE_TOKENS, GATEWAY_TOKEN: 'a token for gateways' },
        activity: { MONGO_URL: mongoUrlOfActivity, JWT_SECRET },
        notifier: { MONGO_URL, SMTP_URL: 'smtps://user:password@mail.example.com:465' },
      },
    },
  };
  const file = join(mkdtempSync(join(tmpdir(), 'keyward-values-')), 'secrets.yaml');
  writeFileSync(file, JSON.stringify(values));
  return file;
}
