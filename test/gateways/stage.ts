import { type Answer, exchange, type HttpRequest } from '../kit/http.js';
import { type System } from '../kit/system.js';
import { person } from '../kit/users.js';
import { start } from '../profiles/standalone.js';
import { KeywardProxy } from './keyward-proxy.js';
import { ProtectedService, type Seen } from './protected-service.js';
import { type GatewayRecipe, RealGateway } from './real-gateway.js';

/** Less than the cookies of a test, so that a gateway that sends them on is found out. */
const MAX_HEADER_BYTES = '16384';
const TOKEN = 'a-token-of-the-gateway-51c2e8';

/** A Keyward, a real gateway that asks it, and the service behind. */
export class Stage {
  readonly token = TOKEN;

  private constructor(
    readonly keyward: System,
    readonly proxy: KeywardProxy,
    readonly service: ProtectedService,
    readonly gateway: RealGateway,
  ) {}

  static async set(recipe: GatewayRecipe, source: 'forwarded' | 'original' | 'request-line'): Promise<Stage> {
    const keyward = await start({ env: { AUTHORIZE_SOURCE: source, GATEWAY_TOKEN: TOKEN, MAX_HEADER_BYTES } });
    const proxy = await KeywardProxy.to(keyward.addressOf('/v1/authorize'));
    const service = await ProtectedService.start();
    const gateway = await RealGateway.start(recipe, { keyward: proxy.port, upstream: service.port, token: TOKEN });
    return new Stage(keyward, proxy, service, gateway);
  }

  async strike(): Promise<void> {
    await this.gateway.stop();
    await this.proxy.remove();
    await this.service.stop();
    await this.keyward.stop();
  }

  /** Asks through the gateway. */
  send(request: HttpRequest): Promise<Answer> {
    return exchange(this.gateway.address, request);
  }

  /** Asks through the gateway; `reached` are the requests that came to the service meanwhile. */
  async watch(request: HttpRequest): Promise<{ readonly answer: Answer; readonly reached: readonly Seen[] }> {
    const before = this.service.requests.length;
    const answer = await this.send(request);
    return { answer, reached: this.service.requests.slice(before) };
  }

  /** A new person's key, and what the service behind must receive about it. */
  async keyOf(role: 'viewer' | 'analyst', scope: 'read-only' | 'read-write' = 'read-write') {
    const owner = this.keyward.as(person('alice', role));
    const { secret, key } = await owner.createKey({ scope });
    return { owner, secret, keyId: key.keyId, role, scope };
  }
}
