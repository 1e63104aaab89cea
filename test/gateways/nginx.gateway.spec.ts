import { describe } from '@jest/globals';
import { gatewayContract } from './gateway.contract.js';
import { nginx } from './recipes.js';

describe('nginx', () => {
  gatewayContract(nginx('gateways/nginx', 'keyward.conf'), {
    source: 'forwarded',
    refusal: 'code',
    noVerdict: 503,
    keepsBearer: true,
    pagesReadRefusals: true,
    connections: 'kept',
  });
});
