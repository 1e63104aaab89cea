import { expect } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Authority, certificateFiles } from '../kit/certificates.js';
import { eventually } from '../kit/eventually.js';
import { exchange } from '../kit/http.js';
import { person } from '../kit/users.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

/** Every process gets a certificate of another authority, while each question is a connection of its own. */
export const certificates: Drill = {
  name: 'certificates',
  run: async (options) => {
    const [older, newer] = await Promise.all([Authority.create('Older'), Authority.create('Newer')]);
    const files = certificateFiles(await older.issue('keyward'), older.ca);
    const { TLS_CERT_FILE, TLS_KEY_FILE, TLS_CA_FILE: UPSTREAM_CA_FILE } = files;
    if (UPSTREAM_CA_FILE === undefined) throw new TypeError('no file of authorities');
    const trustedBefore = getCACertificates();
    setDefaultCACertificates([older.ca]);
    const work = async (stage: DrillStage): Promise<void> => {
      await stage.step('clients trust both authorities', async () => {
        setDefaultCACertificates([older.ca, newer.ca]);
        writeFileSync(UPSTREAM_CA_FILE, older.ca + newer.ca);
        await stage.reconfigure(['bi-api'], {});
      });
      await stage.step('certificate and key written, until every process shows them', async () => {
        const { cert, key } = await newer.issue('keyward');
        writeFileSync(TLS_CERT_FILE, cert);
        writeFileSync(TLS_KEY_FILE, key);
        await eventually(async () => {
          for (const address of stage.deployment.processes) expect(await issuerShownAt(address)).toBe('Newer');
        });
      });
      await stage.step('clients trust the new authority alone', async () => {
        setDefaultCACertificates([newer.ca]);
        writeFileSync(UPSTREAM_CA_FILE, newer.ca);
        await stage.reconfigure(['bi-api'], {});
      });
      await expectApiAsksOverTls(stage);
    };
    try {
      return await runUnderLoad(
        'certificates',
        {
          services: {
            env: { TLS_CERT_FILE, TLS_KEY_FILE },
            envOf: { 'bi-api/0': { UPSTREAM_CA_FILE } },
          },
          work,
        },
        options,
      );
    } finally {
      setDefaultCACertificates(trustedBefore);
    }
  },
};

async function issuerShownAt(address: string): Promise<string> {
  const { hostname: host, port } = new URL(address);
  const socket = connect({ host, port: Number(port) });
  await once(socket, 'secureConnect');
  const { issuer } = socket.getPeerCertificate();
  socket.destroy();
  return String(issuer.CN);
}

/** By RPC. */
async function expectApiAsksOverTls({ system, deployment }: DrillStage): Promise<void> {
  const { secret } = await system.as(person('caller', 'analyst')).createKey();
  const [api] = deployment.of('bi-api');
  const request = { path: '/api/data-sources/', headers: { 'x-api-key': secret } };
  expect((await exchange(api?.address ?? '', request)).status).toBe(200);
}
