import { gatewayContract } from './gateway.contract.js';
import { CADDY } from './recipes.js';

gatewayContract(CADDY, {
  name: 'Caddy',
  readme: 'caddy',
  source: 'forwarded',
  refusal: 'of Keyward',
  unavailable: 'of Keyward',
  away: '503 of the gateway',
  wrongToken: '401 of Keyward',
  patienceMs: 2000,
  tooLong: 431,
  bearer: 'removed',
  connections: 'kept',
  path: 'as written',
  http10: 200,
});
