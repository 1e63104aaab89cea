import { gatewayContract } from './gateway.contract.js';
import { TRAEFIK } from './recipes.js';

gatewayContract(TRAEFIK, {
  name: 'Traefik',
  readme: 'traefik',
  source: 'forwarded',
  refusal: 'of Keyward',
  unavailable: 'of Keyward',
  away: '500 of the gateway',
  wrongToken: '401 of Keyward',
  patienceMs: 30_000,
  tooLong: 431,
  bearer: 'removed',
  connections: 'kept',
  path: 'decoded',
  http10: 200,
});
