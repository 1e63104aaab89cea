import { afterEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { dirname, delimiter } from 'node:path';
import { z } from 'zod';
import { Authority, certificateFiles } from '../kit/certificates.js';
import { commandsWith } from './following.js';
import { podsOf, rendered } from './helm-chart.js';

/** As the runbook defines it. What it asks a pod to run is run here. */
const HEALTH = commandsWith('health()', 'runbook')
  .split('\n')
  .filter((line) => line.startsWith('health()'))
  .join('\n');
const KUBECTL = 'kubectl() { [ "$1 $2 $3 $4 $5" = "-n keyward exec a-pod --" ]; shift 5; "$@"; }';
const answers: RequestListener = ({ url }, response) => {
  response.writeHead(503).end(`${String(url)}: it waits`);
};
const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** What it shows of a pod whose process is `server`, with the certificates in the folder `tls`. */
async function shown(server: Server, tls: string): Promise<string> {
  open.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = z.custom<AddressInfo>().parse(server.address());
  const here = HEALTH.replaceAll('/run/tls', tls).replace('port: 3000', `port: ${String(port)}`);
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const script = `set -e; ${KUBECTL}\n${here}\nPOD=a-pod; health /health/ready`;
  return new Promise((resolve) => {
    execFile('bash', ['--norc', '-c', script], { env: { PATH } }, (_, stdout, stderr) => {
      resolve(`${stdout}${stderr}`);
    });
  });
}

async function secured(clientCertificates: boolean) {
  const authority = await Authority.create();
  const pair = await authority.issue('verification', undefined, [{ type: 'dns', value: 'keyward-verification' }]);
  const options = { ...pair, ca: authority.ca, requestCert: clientCertificates, rejectUnauthorized: true };
  return {
    server: createTlsServer(options, answers),
    folder: dirname(certificateFiles(pair, authority.ca).TLS_CERT_FILE),
  };
}

describe('health, as the runbook defines it', () => {
  it('shows what a pod says', async () => {
    expect(await shown(createServer(answers), '/nowhere')).toBe('503\n/health/ready: it waits');
  });
  it.each([
    ['over TLS', false],
    ['over TLS that wants a certificate', true],
  ])('shows what a pod says %s', async (_, clientCertificates) => {
    const { server, folder } = await secured(clientCertificates);
    expect(await shown(server, folder)).toBe('503\n/health/ready: it waits');
  });
  it('tells that a pod does not answer', async () => {
    const server = createServer((request) => request.destroy());
    expect(await shown(server, '/nowhere')).toMatch(/^no answer: /);
  });
  it('asks where the chart has the port and the certificates', () => {
    const [, port] = /port: (\d+)/.exec(HEALTH) ?? [];
    const pods = z.array(
      z.looseObject({
        ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
        volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
      }),
    );
    const services = podsOf(rendered({ set: ['tls.enabled=true,tls.certManager.issuerRef.name=inside'] })).filter(
      ({ component }) => ['key-command', 'verification', 'activity', 'notifier'].includes(component),
    );
    for (const { spec } of services) {
      const [{ ports, volumeMounts } = { ports: [], volumeMounts: [] }] = pods.parse(spec.containers);
      expect(ports).toContainEqual({ name: 'http', containerPort: Number(port) });
      expect(volumeMounts).toContainEqual(expect.objectContaining({ name: 'tls', mountPath: '/run/tls' }));
    }
    expect(services).toHaveLength(4);
    expect(HEALTH.match(/\/run\/[a-z]+/g)).toEqual(['/run/tls', '/run/tls']);
  });
});
