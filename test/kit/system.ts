import { expect } from '@jest/globals';
import { type Deployment } from '../profiles/deployment.js';
import { KeyClient } from './key-client.js';
import { OpenApiContract } from './contract.js';
import { type Answer, exchange, type HttpRequest } from './http.js';
import { type Haystack, SecretVault } from './leak-scan.js';
import { verdict, type Verdict, verdicts } from './shapes.js';
import { claimsOf, signUserToken } from './user-tokens.js';
import { type User } from './users.js';

export interface VerifyQuestion {
  readonly key: string;
  readonly permission?: string;
  readonly endpoint?: { readonly method: string; readonly path: string };
}

export interface GatewayQuestion {
  readonly key?: string;
  /** What the gateway forwards; default `GET /api/data-sources/`. */
  readonly method?: string;
  readonly path?: string;
  readonly headers?: HttpRequest['headers'];
}

export type TokenSigner = (claims: Record<string, unknown>) => Promise<string>;

/**
 * A running Keyward as its users meet it. Every answer is checked against its OpenAPI document and for `Cache-Control:
 * no-store`, every secret that passes is remembered, and `stop()` fails when one of them is found in what the system
 * stored, logged or counted.
 */
export class System implements AsyncDisposable {
  private readonly vault = new SecretVault();
  private readonly contracts = new Map<string, Promise<OpenApiContract>>();
  private clockOffset = 0;
  private stopped: Promise<void> | undefined;
  private readonly elsewhere: (() => readonly Haystack[])[] = [];
  private readonly tokens = new Map<User, { readonly at: number; readonly token: string }>();
  private sign: TokenSigner;

  constructor(private readonly deployment: Deployment) {
    this.sign = (claims) => signUserToken(claims, deployment.jwtSecret);
    for (const [kind, secret] of Object.entries(deployment.secrets)) this.vault.remember(kind, secret);
  }

  get verifiers(): number {
    return this.deployment.verifiers;
  }
  get folder(): string {
    return this.deployment.folder;
  }
  get serviceToken(): string {
    return this.deployment.serviceToken;
  }
  get jwtSecret(): string {
    return this.deployment.jwtSecret;
  }
  get output(): string {
    return this.deployment.output();
  }

  /** The system's time: the real one, unless the clock was set. */
  now(): Date {
    return new Date(Date.now() + this.clockOffset);
  }

  /** Sets the clock, from where it ticks on. */
  async setClock(now: string | Date): Promise<void> {
    const time = new Date(now);
    await Promise.all(
      this.deployment.processes.map(async (address) => {
        const { status, text } = await exchange(address, {
          method: 'POST',
          path: '/test/clock',
          body: { now: time.toISOString() },
        });
        if (status >= 300) throw new Error(`the clock of ${address} was not set (${String(status)}): ${text}`);
      }),
    );
    this.clockOffset = time.getTime() - Date.now();
    this.tokens.clear();
  }

  /** Sets the clock `hours` ahead of what it shows. */
  async passHours(hours: number): Promise<void> {
    await this.setClock(new Date(this.now().getTime() + hours * 3_600_000));
  }

  async passDays(days: number): Promise<void> {
    await this.passHours(24 * days);
  }

  /** A token of `user` that is good now. `overrides` changes claims; undefined leaves one out. */
  async tokenOf(user: User, overrides?: Readonly<Record<string, unknown>>): Promise<string> {
    const known = this.tokens.get(user);
    if (overrides === undefined && known !== undefined && Date.now() - known.at < 600_000) return known.token;
    const { sign } = this;
    const token = await sign(claimsOf(user, this.now(), overrides));
    this.rememberToken(token);
    if (overrides === undefined && sign === this.sign) this.tokens.set(user, { at: Date.now(), token });
    return token;
  }

  /** Has tokens signed in another way from now on. */
  signTokensBy(sign: TokenSigner): void {
    this.sign = sign;
    this.tokens.clear();
  }

  /** Has `stop()` search for `secret`, too. */
  remember(kind: string, secret: string): void {
    this.vault.remember(kind, secret);
  }

  rememberToken(token: string): void {
    this.vault.remember('user token', token);
    const signature = token.split('.').at(-1) ?? '';
    if (signature.length >= 16) this.vault.remember('signature of a user token', signature);
  }

  rememberKey(key: string): void {
    this.vault.remember('API key', key);
    this.vault.remember('random part of an API key', key.slice(-36));
  }

  /** Has `stop()` search what the system sent elsewhere, too. */
  alsoSearch(sent: () => readonly Haystack[]): void {
    this.elsewhere.push(sent);
  }

  /** The management API as `user`; `claims` as for `tokenOf`. */
  as(user: User, claims?: Readonly<Record<string, unknown>>): KeyClient {
    return new KeyClient(
      (request) => this.send(request),
      () => this.tokenOf(user, claims),
      (secret) => {
        this.rememberKey(secret);
      },
    );
  }

  /** The management API as the service that SERVICE_TOKENS lists. */
  asService(token = this.serviceToken): KeyClient {
    return new KeyClient(
      (request) => this.send(request),
      () => Promise.resolve(token),
      (secret) => {
        this.rememberKey(secret);
      },
    );
  }

  /** Any request to Keyward's own routes, checked against the OpenAPI document. */
  send(request: HttpRequest): Promise<Answer> {
    return this.checked(request);
  }

  async verify(question: VerifyQuestion): Promise<Verdict> {
    const answer = await this.send({ method: 'POST', path: '/v1/verify', body: question });
    expect(answer.status).toBe(200);
    return verdict.parse(answer.body);
  }

  async verifyAll(items: readonly VerifyQuestion[]): Promise<readonly Verdict[]> {
    const answer = await this.send({ method: 'POST', path: '/v1/verify/batch', body: { items } });
    expect(answer.status).toBe(200);
    return verdicts.parse(answer.body).results;
  }

  /** Asks as a gateway would, with the headers of AUTHORIZE_SOURCE=forwarded. */
  authorize({ key, method = 'GET', path = '/api/data-sources/', headers = {} }: GatewayQuestion = {}): Promise<Answer> {
    const sent = {
      ...(key === undefined ? {} : { 'X-API-Key': key }),
      'X-Forwarded-Method': method,
      'X-Forwarded-Uri': path,
      ...headers,
    };
    return this.send({ path: '/v1/authorize', headers: sent });
  }

  /**
   * Calls the protected example API with a key, as its users do; its answer is checked against its OpenAPI document.
   */
  callApi(
    path: string,
    {
      key,
      method = 'GET',
      body,
      headers = {},
    }: { key?: string; method?: string; body?: unknown; headers?: HttpRequest['headers'] } = {},
  ): Promise<Answer> {
    return this.checked({
      method,
      path,
      headers: { ...(key === undefined ? {} : { 'X-API-Key': key }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** Starts the system (again) on what it has stored; the clock is as it was. */
  async start(options: { readonly ready?: boolean } = {}): Promise<void> {
    await this.deployment.start(options);
    if (this.clockOffset !== 0) await this.setClock(this.now());
  }

  /** Starts the system again after `kill()`, or stops it first. */
  async restart(options: { readonly ready?: boolean } = {}): Promise<void> {
    await this.deployment.stop();
    await this.start(options);
  }

  async kill(): Promise<void> {
    await this.deployment.kill();
  }

  /**
   * Ends the system, searches all it left behind for secrets, and removes it. Idempotent. @throws when it does not end
   * well or a secret is found.
   */
  stop(): Promise<void> {
    this.stopped ??= this.stopAndSearch();
    return this.stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Where `path` is answered, by a process that may be another one the next time. */
  addressOf(path: string): string {
    return this.deployment.addressOf(path);
  }

  /** What all processes count. */
  async metrics(headers: HttpRequest['headers'] = {}): Promise<string> {
    return (
      await Promise.all(
        this.deployment.processes.map(async (address) => (await exchange(address, { path: '/metrics', headers })).text),
      )
    ).join('');
  }

  /** All that is stored now. */
  stored(): Promise<readonly Haystack[]> {
    return this.deployment.stored();
  }

  /** Deletes, between `kill` and `start`, the read models that are derived from key-events alone. */
  forgetDerived(): Promise<void> {
    return this.deployment.forgetDerived();
  }

  private async checked(request: HttpRequest): Promise<Answer> {
    const base = this.addressOf(request.path);
    const answer = await exchange(base, request);
    const contract =
      this.contracts.get(base) ??
      exchange(base, { path: '/v1/openapi.json' }).then(({ body }) => OpenApiContract.parse(body));
    this.contracts.set(base, contract);
    (await contract).check(request.method ?? 'GET', request.path, answer);
    expect([request.path, answer.status, answer.headers['cache-control']]).toEqual([
      request.path,
      answer.status,
      'no-store',
    ]);
    return answer;
  }

  private async stopAndSearch(): Promise<void> {
    try {
      const metrics = await this.metrics({ accept: 'application/openmetrics-text' }).catch(() => '');
      await this.deployment.stop();
      const found = this.vault.findIn([
        ...(await this.stored()),
        { name: 'the output', bytes: Buffer.from(this.output) },
        { name: 'the metrics', bytes: Buffer.from(metrics) },
        ...this.elsewhere.flatMap((sent) => sent()),
      ]);
      if (found.length > 0) throw new Error(`secrets were left behind: ${found.slice(0, 20).join('; ')}`);
    } finally {
      await this.deployment.kill();
      await this.deployment.dispose();
    }
  }
}
