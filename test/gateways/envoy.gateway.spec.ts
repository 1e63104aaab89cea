import { gatewayContract } from './gateway.contract.js';
import { ENVOY } from './recipes.js';

gatewayContract(ENVOY, {
  name: 'Envoy, by HTTP',
  readme: 'envoy',
  source: 'request-line',
  refusal: 'of Keyward',
  unavailable: '503 of the gateway',
  away: '503 of the gateway',
  wrongToken: '401 of Keyward',
  patienceMs: 2000,
  tooLong: 431,
  bearer: 'removed',
  connections: 'kept',
  path: 'as written',
  http10: 426,
});
