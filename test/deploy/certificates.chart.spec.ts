import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandsWith, Following } from './following.js';
import { componentOf, ofKind, podsOf, rendered } from './helm-chart.js';

const COMMANDS = commandsWith('cmctl renew', 'runbook')
  .split('\n')
  .filter((line) => /^(?:kubectl|cmctl) /.test(line))
  .join('\n');
/** Has one Secret, in a file. As the true one it changes no type, merges a patch and replaces what is applied. */
const KUBECTL = `
import { readFileSync, writeFileSync } from 'node:fs';
const asked = process.argv.slice(2).join(' ');
const [, verb, type, name] = / (create|patch) secret (?:(generic|tls) )?(\\S+)/.exec(asked) ?? [];
const there = JSON.parse(readFileSync('secret.json', 'utf8'));
if (verb === 'create') {
  const files = [...asked.matchAll(/--(?:from-file|cert|key)=(\\S+)/g)].map(([, file]) => file);
  const data = Object.fromEntries(files.map((file) => [file, readFileSync(file, 'base64')]));
  console.log(JSON.stringify({ name, ...(type === 'tls' ? { type: 'kubernetes.io/tls' } : {}), data }));
} else {
  const given = JSON.parse(readFileSync(/--patch-file=(\\S+)/.exec(asked)?.[1] ?? '/dev/stdin', 'utf8'));
  if ((given.type ?? there.type) !== there.type) throw new Error('type: field is immutable');
  const kept = verb === 'patch' && asked.includes('--type=merge') && there.name === name ? there.data : {};
  writeFileSync('secret.json', JSON.stringify({ ...there, ...given, data: { ...kept, ...given.data } }));
}`;

const services = ['key-command', 'verification', 'activity', 'notifier'];
const encoded = (text: string) => Buffer.from(text).toString('base64');

/** The Secret that was `type` before, and what was called, when the runbook was followed for a service. */
function renewed(service: string, type: string) {
  const guide = new Following({ cmctl: '', kubectl: `exec '${process.execPath}' kubectl.mjs "$@"` });
  const write = (file: string, content: string): void => {
    writeFileSync(join(guide.folder, file), content);
  };
  const data = { 'ca.crt': encoded('authority'), 'tls.crt': encoded('old'), 'tls.key': encoded('old') };
  write('kubectl.mjs', KUBECTL);
  write('secret.json', JSON.stringify({ name: `keyward-${service}-tls`, type, data }));
  write('tls.crt', 'new certificate');
  write('tls.key', 'new key');
  guide.run(`SERVICE=${service}\n${COMMANDS}`);
  return { secret: z.unknown().parse(JSON.parse(guide.read('secret.json'))), calls: guide.calls };
}

describe('the commands of the runbook for a certificate that ends now', () => {
  it.each(['Opaque', 'kubernetes.io/tls'])('put the new one into a Secret of type %s, which keeps ca.crt', (type) => {
    expect(renewed('verification', type).secret).toEqual({
      name: 'keyward-verification-tls',
      type,
      data: {
        'ca.crt': encoded('authority'),
        'tls.crt': encoded('new certificate'),
        'tls.key': encoded('new key'),
      },
    });
  });
  it('are for the Secrets that services mount', () => {
    const given = rendered({ set: ['tls.enabled=true,tls.certManager.enabled=false'] });
    const mounts = z.object({
      volumes: z.array(z.looseObject({ name: z.string(), secret: z.object({ secretName: z.string() }).optional() })),
    });
    const mounted = podsOf(ofKind(given, 'Deployment')).map(({ component, spec }) => [
      component,
      mounts.parse(spec).volumes.find(({ name }) => name === 'tls')?.secret?.secretName,
    ]);
    expect(Object.fromEntries(mounted)).toEqual(
      Object.fromEntries(services.map((service) => [service, `keyward-${service}-tls`])),
    );
  });
  it.each(services)("have cert-manager renew the chart's Certificate of %s", (service) => {
    const made = rendered({ set: ['tls.enabled=true,tls.certManager.issuerRef.name=inside'] });
    const certificate = ofKind(made, 'Certificate').find((each) => componentOf(each) === service);
    expect(renewed(service, 'Opaque').calls[0]).toBe(`cmctl renew -n keyward ${String(certificate?.metadata.name)}`);
  });
});
