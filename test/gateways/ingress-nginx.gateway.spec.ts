import { describe } from '@jest/globals';
import { gatewayContract } from './gateway.contract.js';
import { nginx } from './recipes.js';

describe('ingress-nginx, by what its controller writes', () => {
  gatewayContract(nginx('gateways/ingress-nginx', 'controller.conf', 'test'), {
    source: 'original',
    refusal: 'none',
    noVerdict: 500,
    keepsBearer: false,
    pagesReadRefusals: false,
    connections: 'one for each question',
  });
});
