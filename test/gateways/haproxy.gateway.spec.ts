import { gatewayContract } from './gateway.contract.js';
import { HAPROXY } from './recipes.js';

gatewayContract(HAPROXY, {
  name: 'HAProxy',
  readme: 'haproxy',
  source: 'forwarded',
  refusal: 'of Keyward',
  unavailable: 'of Keyward',
  away: '503 of the gateway',
  wrongToken: '401 of Keyward',
  patienceMs: 4000,
  tooLong: 431,
  bearer: 'removed',
  connections: 'kept',
  path: 'as written',
  http10: 200,
});
