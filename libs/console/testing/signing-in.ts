import { expect } from '@jest/globals';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { createHttpApp, type HttpApp, HttpEnv } from '#http';
import { AdjustableClock, createLogger } from '#process';
import {
  type Caller,
  configuredOidc,
  CurrentCaller,
  OidcSessions,
  parseServiceTokens,
  UserAuthModule,
  UserTokenGuard,
} from '#user-auth';
import { CLIENT } from '../../../test/kit/openid-provider.js';
import { PAGE_PATH } from '../http/page-path.js';
import { addOidcRoutes } from '../oidc/oidc-routes.js';

export const ORIGIN = 'https://app.test';
export const PAGE = `${ORIGIN}${PAGE_PATH}`;
export const SECRET = 'what the cookies of this test are sealed with';
export const FROM_THE_PAGE = { 'x-keyward-console': '1', 'sec-fetch-site': 'same-origin' };
export const JWT_SECRET = 'a secret of at least thirty-two bytes, for tests only';

@Controller()
class WhoController {
  @Get('/who')
  @UseGuards(UserTokenGuard)
  who(@CurrentCaller() caller: Caller): Caller {
    return caller;
  }
}

/** The routes of a sign-in, and one that answers who calls. */
export interface Keyward extends HttpApp {
  readonly clock: AdjustableClock;
  readonly log: string[];
}

/** @param signsIn false: a service that only checks sessions, and has no client secret. */
export async function startKeyward(issuer: string, { signsIn = true } = {}): Promise<Keyward> {
  const oidc = configuredOidc({
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    SESSION_SECRET: SECRET,
    CONSOLE_URL: PAGE,
    ...(signsIn && {
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_CLIENT_AUTH: 'basic',
      OIDC_SCOPES: 'openid profile email',
    }),
  });
  @Module({
    imports: [
      UserAuthModule.forRoot({
        trust: { key: { kind: 'secret', secret: JWT_SECRET } },
        serviceTokens: parseServiceTokens(''),
        oidc,
      }),
    ],
    controllers: [WhoController],
  })
  class WhoModule {}
  const log: string[] = [];
  const clock = new AdjustableClock();
  const logger = createLogger({
    level: 'info',
    name: 'test',
    destination: {
      write: (line) => {
        log.push(line);
      },
    },
  });
  const app = await createHttpApp(WhoModule, {
    env: Object.assign(new HttpEnv(), { PORT: 0 }),
    clock,
    logger,
    openApi: { title: 'test' },
    addRoutes: (fastify, nest) => {
      if (signsIn) addOidcRoutes(fastify, { sessions: nest.get(OidcSessions), clock, logger });
    },
  });
  return Object.assign(app, { clock, log });
}

/**
 * A browser as far as it matters here: it keeps the cookies of Keyward and of the provider, and goes where it is sent.
 */
export class Browser {
  readonly cookies = new Map<string, string>();
  private readonly elsewhere = new Map<string, string>();
  readonly visited: string[] = [];

  constructor(private readonly keyward: Keyward) {}

  async ask(method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.keyward.app.inject({
      method,
      url: path,
      headers: { ...(cookie !== '' && { cookie }), ...headers },
    });
    this.visited.push(`${ORIGIN}${path}`);
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) keep(this.cookies, set);
    return answer;
  }

  call(method: 'GET' | 'POST', path: string) {
    return this.ask(method, path, FROM_THE_PAGE);
  }

  /** Whom Keyward takes the page for. */
  async who() {
    return (await this.call('GET', '/who')).json<{ ownerId?: string; role?: string; code?: string; detail?: string }>();
  }

  /** From Keyward's link to where the provider sends back; that address. */
  async goThroughProvider({ returnTo = PAGE_PATH, user = 'ann', cancels = false } = {}): Promise<string> {
    const begun = await this.ask('GET', `${PAGE_PATH}/sign-in/oidc?return=${encodeURIComponent(returnTo)}`);
    let at = String(begun.headers.location);
    let form: URLSearchParams | undefined;
    while (!at.startsWith(ORIGIN)) {
      this.visited.push(at);
      const answer = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: [...this.elsewhere].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form !== undefined && { method: 'POST', body: form }),
      });
      for (const set of answer.headers.getSetCookie()) keep(this.elsewhere, set);
      const location = answer.headers.get('location');
      if (location === null && form !== undefined)
        throw new Error(`the provider does not lead on: ${String(answer.status)} ${await answer.text()}`);
      form = location === null ? new URLSearchParams(cancels ? { cancel: '1' } : { user }) : undefined;
      if (location !== null) at = new URL(location, at).href;
    }
    return at.slice(ORIGIN.length);
  }

  async signIn(how: { readonly returnTo?: string; readonly user?: string } = {}) {
    return this.ask('GET', await this.goThroughProvider(how));
  }
}

function keep(jar: Map<string, string>, set: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
  if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name);
  else jar.set(name, value);
}

/** As which failure a sign-in has ended. */
export function failureOf({
  statusCode,
  headers: { location },
}: {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
}): string | undefined {
  expect(statusCode).toBe(303);
  return /^\/settings\/security\/api-keys\/sign-in\/failed\/(\w+)\?return=/.exec(String(location))?.[1];
}

/** No token, code or secret of what `browser` did is in the log. */
export function expectNothingSecretIn(log: readonly string[], { cookies, visited }: Browser): void {
  const secrets = [
    ...cookies.values(),
    CLIENT.secret,
    SECRET,
    ...visited.flatMap((url) => new URL(url).searchParams.get('code') ?? []),
  ].filter((value) => value.length > 10);
  expect(secrets.filter((secret) => log.join('').includes(secret))).toEqual([]);
  expect(log.join('')).not.toMatch(/eyJ/);
}
