import { gatewayContract } from './gateway.contract.js';
import { nginx } from './recipes.js';

gatewayContract(nginx('gateways/nginx', 'keyward.conf'), {
  name: 'nginx',
  readme: 'nginx',
  source: 'forwarded',
  refusal: 'with the code',
  unavailable: '503 of the gateway',
  away: '503 of the gateway',
  wrongToken: '401 of Keyward',
  patienceMs: 2000,
  tooLong: 431,
  bearer: 'removed',
  connections: 'kept',
  path: 'as written',
  http10: 200,
});
