import { afterEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { z } from 'zod';
import { podsOf, rendered } from './helm-chart.js';

const pod = podsOf(rendered()).find(({ name }) => name === 'keyward-test');
const args = pod?.spec.containers[0].args ?? [];
const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** The address of a server that answers as `statuses` says, by path. */
async function serving(statuses: Readonly<Record<string, number>>): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(statuses[url] ?? 404).end();
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  const { port } = z.custom<AddressInfo>().parse(server.address());
  return `127.0.0.1:${String(port)}`;
}

/** What the test pod says about services at `address`. */
function run(address: string, port = address): Promise<{ readonly code: unknown; readonly output: string }> {
  const names = ['key-command', 'verification', 'activity', 'notifier'];
  const env = {
    SERVICES: names.map((name) => `${name}=http://${address}`).join(','),
    PORTS: port,
    TIMEOUT_SECONDS: '0',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, output: `${stdout}${stderr}` });
    });
  });
}

const AS_IT_SHOULD_BE = { '/health/ready': 200, '/v1/keys': 401, '/v1/activity': 401, '/v1/verify': 401 };

describe('what helm test runs', () => {
  it('passes when all services are ready and closed', async () => {
    const { code, output } = await run(await serving(AS_IT_SHOULD_BE));
    expect(output.match(/^ok: /gm)).toHaveLength(8);
    expect(code).toBe(0);
  });
  it.each([
    ['a service is not ready', { '/health/ready': 503 }, 'key-command is ready: 503'],
    ['keys are read without a token', { '/v1/keys': 200 }, 'nobody reads keys without a token: 200'],
    ['verdicts are given without a token', { '/v1/verify': 200 }, 'nobody gets a verdict without a token: 200'],
  ])('fails when %s', async (_, answers, sentence) => {
    const { code, output } = await run(await serving({ ...AS_IT_SHOULD_BE, ...answers }));
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`not ok: ${sentence}`) });
  });
  it('fails when a port takes no connections', async () => {
    const { code, output } = await run(await serving(AS_IT_SHOULD_BE), '127.0.0.1:1');
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('127.0.0.1:1 takes connections') });
  });
});
