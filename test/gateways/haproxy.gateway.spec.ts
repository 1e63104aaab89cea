import { describe } from '@jest/globals';
import { gatewayContract } from './gateway.contract.js';
import { HAPROXY } from './recipes.js';

describe('haproxy', () => {
  gatewayContract(HAPROXY, {
    source: 'forwarded',
    refusal: 'keyward',
    noVerdict: 503,
    keepsBearer: true,
    pagesReadRefusals: true,
    connections: 'kept',
  });
});
