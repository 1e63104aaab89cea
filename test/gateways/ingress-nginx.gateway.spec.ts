import { gatewayContract } from './gateway.contract.js';
import { nginx } from './recipes.js';

gatewayContract(
  nginx('gateways/ingress-nginx', 'controller.conf', {
    below: 'test',
    modules: ['ngx_http_headers_more_filter_module'],
  }),
  {
    name: 'ingress-nginx, by what its controller writes',
    readme: 'ingress-nginx',
    source: 'original',
    refusal: 'of the gateway',
    unavailable: '500 of the gateway',
    away: '500 of the gateway',
    wrongToken: '401 of Keyward',
    patienceMs: 2000,
    tooLong: 500,
    bearer: 'shown',
    connections: 'one for each question',
    path: 'as written',
    http10: 200,
  },
);
