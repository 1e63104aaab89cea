import { gatewayContract } from './gateway.contract.js';
import { ENVOY_BY_GRPC } from './recipes.js';

gatewayContract(ENVOY_BY_GRPC, {
  name: 'Envoy, by gRPC',
  readme: 'envoy',
  source: 'forwarded', // not looked at
  refusal: 'of Keyward',
  unavailable: '503 of the gateway',
  away: '503 of the gateway',
  wrongToken: '503 of the gateway',
  patienceMs: 2000,
  tooLong: 431,
  bearer: 'removed',
  connections: 'kept',
  path: 'as written',
  http10: 426,
});
