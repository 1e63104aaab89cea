import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './deployed-process.js';
import { kubernetesTools } from './helm-chart.js';

const FILE = join(ROOT, 'docker-compose.yml');

/** What Compose says against a file, or nothing. */
function refusal(file: string): string {
  const { status, stderr } = spawnSync(kubernetesTools().composeLoader, [file], { encoding: 'utf8', timeout: 30_000 });
  return status === 0 ? '' : `${stderr}\n(exit code ${String(status)})`;
}

describe('Compose’s own loader', () => {
  it('takes docker-compose.yml', () => {
    expect(refusal(FILE)).toBe('');
  });

  it.each([
    ['stop_grace_period: 30s', 'stop_grace_perio: 30s', 'stop_grace_perio'],
    ['stop_grace_period: 30s', 'stop_grace_period: 30x', 'unknown unit "x"'],
    ['mongo: { condition: service_healthy }', 'mungo: { condition: service_healthy }', 'undefined service "mungo"'],
    ['mongo: { condition: service_healthy }', 'mongo: { condition: healthy }', 'condition'],
    ["'secrets-ops:/run/keyward:ro'", "'secrets-opa:/run/keyward:ro'", 'undefined volume secrets-opa'],
    ["'127.0.0.1:8025:8025'", "'127.0.0.1:8025:web'", 'Invalid containerPort'],
  ])('would refuse it with %s made %s', (from, to, sentence) => {
    const before = readFileSync(FILE, 'utf8');
    expect(before).toContain(from);
    const file = join(mkdtempSync(join(tmpdir(), 'keyward-compose-')), 'docker-compose.yml');
    writeFileSync(file, before.replace(from, to));
    expect(refusal(file)).toContain(sentence);
  });
});
