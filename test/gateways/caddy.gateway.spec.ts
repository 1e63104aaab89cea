import { describe } from '@jest/globals';
import { gatewayContract } from './gateway.contract.js';
import { CADDY } from './recipes.js';

describe('caddy', () => {
  gatewayContract(CADDY, {
    source: 'forwarded',
    refusal: 'keyward',
    noVerdict: 503,
    keepsBearer: true,
    pagesReadRefusals: true,
    connections: 'kept',
  });
});
