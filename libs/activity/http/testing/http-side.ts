import { SignJWT } from 'jose';
import { pino } from 'pino';
import { z } from 'zod';
import { encodeKeyEvent, type KeyringEvent, type OwnerId, TOPICS, type VerdictSeen } from '#contracts';
import { EmbeddedLog } from '#messaging/adapters/embedded';
import { createHttpApp, type HttpApp } from '#http';
import { appModule, createMetrics } from '#process';
import { parseServiceTokens, UserAuthModule } from '#user-auth';
import { OpenApiContract } from '../../../../test/kit/contract.js';
import { eventually } from '../../../../test/kit/eventually.js';
import { ActivityModule } from '../../activity.module.js';
import { SqliteActivityStore } from '../../adapters/sqlite/sqlite-activity-store.js';
import { ActivityProjector } from '../../application/activity-projector.js';
import { type UsageCounter } from '../../counting/usage-counter.js';
import { UsageModule } from '../../counting/usage.module.js';
import { type ActivityStore } from '../../ports/activity-store.js';
import { MovableClock } from '../../testing/activity-process.js';

const SECRET = 'a secret that signs tokens in tests only';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The module behind a real HTTP server, fed by an embedded log in memory. Every answer is checked against the OpenAPI
 * document.
 */
export class HttpSide {
  private readonly contract: OpenApiContract;
  private readonly versions = new Map<OwnerId, number>();

  private constructor(
    readonly http: HttpApp,
    readonly clock: MovableClock,
    private readonly log: EmbeddedLog,
    private readonly store: ActivityStore,
    private readonly projector: ActivityProjector,
    private readonly counter: UsageCounter,
  ) {
    this.contract = OpenApiContract.parse(http.openApi);
  }

  static async start(): Promise<HttpSide> {
    const clock = new MovableClock();
    const log = EmbeddedLog.open({ eventsPath: ':memory:' });
    const store = SqliteActivityStore.open(':memory:');
    const logger = pino({ enabled: false });
    const parts = { clock, logger, metrics: createMetrics(logger) };
    const activity = ActivityModule.forRoot({ ...parts, store });
    const projector = new ActivityProjector({ ...parts, store, subscriber: log.subscriber });
    const auth = UserAuthModule.forRoot({
      trust: { key: { kind: 'secret', secret: SECRET } },
      serviceTokens: parseServiceTokens(''),
    });
    const http = await createHttpApp(appModule({ features: [auth, activity] }), {
      env: { PORT: 0, HOST: '127.0.0.1', DRAIN_MS: 0, KEYWARD_TEST_CLOCK: false },
      ...parts,
      openApi: { title: 'Activity under test' },
    });
    await projector.start();
    const { usage } = UsageModule.forRoot({ ...parts, publisher: log.publisher }).tasks;
    return new HttpSide(http, clock, log, store, projector, usage);
  }

  /** What happened to an owner's keys, at the clock's time; resolves when activity knows. */
  async happens(ownerId: OwnerId, ...events: readonly KeyringEvent[]): Promise<void> {
    const before = this.versions.get(ownerId) ?? 0;
    const at = this.clock.now().toISOString();
    await this.log.publisher.send(
      TOPICS.keyEvents.name,
      events.map((event, index) =>
        encodeKeyEvent({ ownerId, version: before + index + 1, at, by: `user:${ownerId}`, event }),
      ),
    );
    const version = before + events.length;
    this.versions.set(ownerId, version);
    await eventually(async () => {
      if ((await this.store.owners([ownerId]))[0]?.version !== version) throw new Error('not known yet');
    });
  }

  /** Requests with keys; resolves when activity has them. */
  async uses(...uses: readonly VerdictSeen[]): Promise<void> {
    const marker: VerdictSeen = {
      keyId: `marker-${String(performance.now())}`,
      credentialId: 'c',
      accepted: true,
      endpoint: null,
      at: this.clock.now().getTime(),
    };
    for (const use of [...uses, marker]) this.counter.count(use);
    await this.counter.flush();
    await eventually(async () => {
      if ((await this.store.lastUses([{ keyId: marker.keyId, credentialIds: [] }])).length === 0)
        throw new Error('not known yet');
    });
  }

  /** Asks as `acme/<userId>`. */
  async get(userId: string, url: string): Promise<Answer> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const token = await new SignJWT({ sub: userId, org: 'acme', role: 'analyst', iat: issuedAt, exp: issuedAt + 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(SECRET));
    return this.getWith({ authorization: `Bearer ${token}` }, url);
  }

  async getWith(headers: Readonly<Record<string, string>>, url: string): Promise<Answer> {
    const {
      statusCode: status,
      headers: answered,
      body: text,
    } = await this.http.app.inject({ method: 'GET', url, headers });
    const body: unknown = z.json().parse(JSON.parse(text));
    this.contract.check('GET', url, {
      status,
      headers: Object.fromEntries(Object.entries(answered).map(([name, value]) => [name, String(value)])),
      text,
      body,
    });
    return { status, body };
  }

  /** The lines of `metric` on the page of metrics. */
  async counted(metric: string): Promise<readonly string[]> {
    const page = await this.http.metrics.metrics();
    return page.split('\n').filter((line) => line.startsWith(`${metric}{`));
  }

  async close(): Promise<void> {
    await this.counter.close();
    await this.projector.close();
    await this.http.close();
    await this.log.close();
    await this.store.close();
  }
}
