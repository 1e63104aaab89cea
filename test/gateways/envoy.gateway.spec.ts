import { describe } from '@jest/globals';
import { gatewayContract } from './gateway.contract.js';
import { ENVOY } from './recipes.js';

describe('envoy', () => {
  gatewayContract(ENVOY, {
    source: 'request-line',
    refusal: 'keyward',
    noVerdict: 503,
    keepsBearer: true,
    pagesReadRefusals: true,
    connections: 'kept',
  });
});
