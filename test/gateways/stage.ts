import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, exchange, type HttpRequest } from '../kit/http.js';
import { type System } from '../kit/system.js';
import { person, type Role } from '../kit/users.js';
import { freePort } from '../profiles/free-port.js';
import { start } from '../profiles/standalone.js';
import { KeywardProxy } from './keyward-proxy.js';
import { ProtectedService, type Seen } from './protected-service.js';
import { DEPLOY, type GatewayRecipe, RealGateway } from './real-gateway.js';
import { SeparableKeyward } from './separable-keyward.js';

/** Less than the cookies of a test, so that a gateway that sends them on is found out. */
const MAX_HEADER_BYTES = '16384';
const TOKEN = 'a-token-of-the-gateway-51c2e8';

export interface Watched {
  readonly answer: Answer;
  /** The requests that came to the upstream meanwhile. */
  readonly reached: readonly Seen[];
}

export interface KeyOnStage {
  readonly owner: ReturnType<System['as']>;
  readonly secret: string;
  readonly keyId: string;
  readonly role: Role;
  readonly scope: 'read-only' | 'read-write';
}

/** A Keyward, a real gateway that asks it, and the service behind. */
export class Stage {
  readonly token = TOKEN;
  private readonly lasting = new Map<Role, Promise<KeyOnStage>>();

  private constructor(
    readonly recipe: GatewayRecipe,
    readonly keyward: System,
    readonly proxy: KeywardProxy,
    readonly service: ProtectedService,
    readonly gateway: RealGateway,
    /** The variables of Keyward that are about its gateway. */
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async set(recipe: GatewayRecipe, source: 'forwarded' | 'original' | 'request-line'): Promise<Stage> {
    const settings = { AUTHORIZE_SOURCE: source, GATEWAY_TOKEN: TOKEN, MAX_HEADER_BYTES };
    const grpcPort = recipe.asksBy === 'grpc' ? await freePort() : undefined;
    const keyward = await start({
      env: { ...settings, ...(grpcPort !== undefined && { GRPC_PORT: String(grpcPort) }) },
    });
    const proxy = await KeywardProxy.to(grpcPort ?? Number(new URL(keyward.addressOf('/v1/authorize')).port));
    const service = await ProtectedService.start();
    const gateway = await RealGateway.start(recipe, { keyward: proxy.port, upstream: service.port, token: TOKEN });
    return new Stage(recipe, keyward, proxy, service, gateway, settings);
  }

  async strike(): Promise<void> {
    await this.gateway.stop();
    await this.proxy.remove();
    await this.service.stop();
    await this.keyward.stop();
  }

  /** Another Keyward that the gateway could ask in the same way. */
  startSeparable(): Promise<SeparableKeyward> {
    return SeparableKeyward.start(this.settings, this.recipe.asksBy);
  }

  /** One more gateway, which shows another token. */
  startWithToken(token: string): Promise<RealGateway> {
    return RealGateway.start(this.recipe, { keyward: this.proxy.port, upstream: this.service.port, token });
  }

  /** Asks through the gateway. */
  send(request: HttpRequest, { address }: RealGateway = this.gateway): Promise<Answer> {
    return exchange(address, request);
  }

  /** Asks through the gateway and says what came to the upstream. */
  async watch(request: HttpRequest, gateway?: RealGateway): Promise<Watched> {
    const before = this.service.requests.length;
    const answer = await this.send(request, gateway);
    return { answer, reached: this.service.requests.slice(before) };
  }

  /** A new person's key, and what the upstream must receive about it. */
  async keyOf(role: Role, scope: 'read-only' | 'read-write' = 'read-write'): Promise<KeyOnStage> {
    const owner = this.keyward.as(person('alice', role));
    const { secret, key } = await owner.createKey({ scope });
    return { owner, secret, keyId: key.keyId, role, scope };
  }

  /** A key for those who do not change it: the same for all of them. */
  lastingKeyOf(role: Role): Promise<KeyOnStage> {
    const made = this.lasting.get(role) ?? this.keyOf(role);
    this.lasting.set(role, made);
    return made;
  }

  /** The header with a lasting key. */
  async shown(role: Role): Promise<{ readonly 'X-API-Key': string }> {
    return { 'X-API-Key': (await this.lastingKeyOf(role)).secret };
  }
}

/** What the README beside a gateway's configuration says, in one line. */
export function readmeOf(name: string): string {
  return readFileSync(join(DEPLOY, 'gateways', name, 'README.md'), 'utf8').replace(/\s+/g, ' ');
}
