import { expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promtool } from './promtool.js';

const DEPLOY = resolve(import.meta.dirname, '../../deploy');

it('promtool finds nothing wrong with the Prometheus of docker-compose.yml, its rules included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-prometheus-'));
  try {
    cpSync(join(DEPLOY, 'prometheus/prometheus.yml'), join(folder, 'prometheus.yml'));
    cpSync(join(DEPLOY, 'helm/keyward/files/rules'), join(folder, 'rules'), { recursive: true });
    const { code, output } = promtool(['check', 'config', join(folder, 'prometheus.yml')]);
    expect(output).toContain('slo.yaml');
    expect(code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
