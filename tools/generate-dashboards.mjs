// Writes the dashboards for Grafana, or with --check compares them with what is there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { dashboards } from './dashboards.mjs';

const FOLDER = new URL('../deploy/helm/keyward/files/dashboards/', import.meta.url);

const isCheck = process.argv.includes('--check');
if (!isCheck) mkdirSync(FOLDER, { recursive: true });
for (const dashboard of dashboards) {
  const file = fileURLToPath(new URL(`${dashboard.uid}.json`, FOLDER));
  const text = await format(JSON.stringify(dashboard), { parser: 'json', printWidth: 120 });
  if (!isCheck) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what tools/dashboards.mjs says: npm run dashboards`);
    process.exitCode = 1;
  }
}
