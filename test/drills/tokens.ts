import { expect } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { type Question } from '../faults/recording-client.js';
import { exchange } from '../kit/http.js';
import { type Drill, type DrillStage, runUnderLoad } from './drill.js';

interface Tokens {
  readonly service: string;
  readonly gateway: string;
}

/** Tokens of a service and of a gateway take the place of others. */
export const tokens: Drill = {
  name: 'tokens',
  run: (options) => {
    const [older, newer] = [newTokens(), newTokens()];
    let shown = older;
    const show = (): void => {
      shown = newer;
    };
    let asked = 0;
    const question: Question = (key) => (asked++ % 2 === 0 ? byService(key, shown) : byGateway(key, shown));
    return runUnderLoad(
      'tokens',
      {
        services: {
          env: { VERIFY_AUTH: undefined, ...listed([older]) },
          envOf: { 'bi-api/0': { VERIFICATION_SERVICE_TOKEN: older.service } },
        },
        question,
        prepare: (system) => {
          for (const { service, gateway } of [older, newer]) {
            system.remember('service token', service);
            system.remember('gateway token', gateway);
          }
        },
        work: (stage) => changeTokens(stage, older, newer, show),
      },
      options,
    );
  },
};

async function changeTokens(stage: DrillStage, older: Tokens, newer: Tokens, show: () => void): Promise<void> {
  const readers = ['verification', 'key-command', 'activity'] as const;
  await stage.step('new tokens beside the old ones: verification, key-command, activity', () =>
    stage.reconfigure(readers, listed([newer, older])),
  );
  await stage.step('callers, gateway and bi-api show the new ones', () => {
    show();
    return stage.reconfigure(['bi-api'], { VERIFICATION_SERVICE_TOKEN: newer.service });
  });
  await stage.step('old tokens out', () => stage.reconfigure(readers, listed([newer])));
  for (const { address } of stage.deployment.of('verification'))
    for (const refused of [byService('a key', older), byGateway('a key', older)])
      expect((await exchange(address, refused)).status).toBe(401);
}

function newTokens(): Tokens {
  const token = (): string => randomBytes(24).toString('base64url');
  return { service: token(), gateway: token() };
}

function listed(all: readonly Tokens[]) {
  const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
  return {
    SERVICE_TOKENS: all.map(({ service }) => `host-product:${digest(service)}`).join(','),
    GATEWAY_TOKEN: all.map(({ gateway }) => gateway).join(','),
  };
}

function byService(key: string, { service }: Tokens): ReturnType<Question> {
  return { method: 'POST', path: '/v1/verify', headers: { authorization: `Bearer ${service}` }, body: { key } };
}

function byGateway(key: string, { gateway }: Tokens): ReturnType<Question> {
  return {
    path: '/v1/authorize',
    headers: {
      'x-gateway-token': gateway,
      'x-api-key': key,
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/api/data-sources/',
    },
  };
}
