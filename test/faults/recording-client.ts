import { randomUUID } from 'node:crypto';
import { ownerIdOf, type OwnerId } from '#contracts';
import { z } from 'zod';
import { type Answer, exchange, type HttpRequest } from '../kit/http.js';
import { changed, issued, keyAnswer } from '../kit/shapes.js';
import { type System } from '../kit/system.js';
import { type User } from '../kit/users.js';
import { type Command, type Outcome, type Verification } from './history.js';

export interface KnownCredential {
  readonly credentialId: string;
  readonly keyId: string;
  readonly secret: string;
}

/** A key whose creation was answered, with the credentials that answers showed, oldest first. */
export interface KnownKey {
  readonly owner: User;
  readonly ownerId: OwnerId;
  readonly keyId: string;
  readonly name: string;
  readonly credentials: KnownCredential[];
}

/** `/v1/verify` or `/v1/authorize`. */
export type Question = (secret: string) => HttpRequest;

type Details = Pick<Command, 'action' | 'ownerId' | 'keyId' | 'ends'>;

const answered = z.object({ propagation: z.object({ confirmed: z.boolean() }).optional() });
const verdict = z.object({ code: z.string() });

/**
 * Talks to single processes and writes down what it did and what it saw. It rejects never: that there was no answer is
 * written down, too.
 */
export class RecordingClient {
  readonly commands: Command[] = [];
  readonly verifications: Verification[] = [];

  /** @param question how a replica is asked about a secret. */
  constructor(
    private readonly system: System,
    private readonly question: Question = (key) => ({ method: 'POST', path: '/v1/verify', body: { key } }),
  ) {}

  /** @returns undefined unless the answer showed the secret. */
  async create(process: string, owner: User, name: string): Promise<KnownKey | undefined> {
    const ownerId = ownerIdOf(owner);
    const answer = await this.command(
      process,
      owner,
      { action: 'create', ownerId, keyId: null, ends: [] },
      { method: 'POST', path: '/v1/keys', body: { name, scope: 'read-only' } },
    );
    const shown = issued.safeParse(answer?.body);
    if (!shown.success) return undefined;
    return { owner, ownerId, keyId: shown.data.key.keyId, name, credentials: [this.credentialIn(shown.data)] };
  }

  /** Puts the new credential on `key`. @param graceHours 0: the old one ends at once. */
  async rotate(process: string, key: KnownKey, graceHours: number): Promise<void> {
    const ends = graceHours === 0 ? key.credentials.slice(-1).map(({ credentialId }) => credentialId) : [];
    const answer = await this.command(
      process,
      key.owner,
      { ...this.about(key), action: 'rotate', ends },
      { method: 'POST', path: `/v1/keys/${key.keyId}/rotate`, body: { graceHours } },
    );
    const shown = issued.safeParse(answer?.body);
    if (shown.success) key.credentials.push(this.credentialIn(shown.data));
  }

  /** The credentials of `key` that rotations left a grace stop now. */
  async endGrace(process: string, key: KnownKey): Promise<void> {
    const ends = key.credentials.slice(0, -1).map(({ credentialId }) => credentialId);
    await this.command(
      process,
      key.owner,
      { ...this.about(key), action: 'end-grace', ends },
      { method: 'POST', path: `/v1/keys/${key.keyId}/end-grace`, body: {} },
    );
  }

  /** @returns the answer, if it is one of those that were asked for. */
  async revoke(process: string, key: KnownKey): Promise<z.infer<typeof changed> | undefined> {
    const ends = key.credentials.map(({ credentialId }) => credentialId);
    const answer = await this.command(
      process,
      key.owner,
      { ...this.about(key), action: 'revoke', ends },
      { method: 'POST', path: `/v1/keys/${key.keyId}/revoke`, body: {} },
    );
    return changed.safeParse(answer?.body).data;
  }

  async remind(process: string, key: KnownKey): Promise<void> {
    await this.command(
      process,
      key.owner,
      { ...this.about(key), action: 'remind', ends: [] },
      { method: 'PUT', path: `/v1/keys/${key.keyId}/reminder`, body: { intervalDays: 30 } },
    );
  }

  /** @returns the verdict's code, `unavailable` or `lost`. */
  async verify(replica: string, { credentialId, keyId, secret }: KnownCredential): Promise<string> {
    const startedAt = performance.now();
    const code = await exchange(replica, this.question(secret)).then(codeOf, () => 'lost');
    this.verifications.push({ credentialId, keyId, replica, startedAt, endedAt: performance.now(), code });
    return code;
  }

  private about({ ownerId, keyId }: KnownKey): Omit<Details, 'action' | 'ends'> {
    return { ownerId, keyId };
  }

  private async command(
    process: string,
    user: User,
    details: Details,
    request: HttpRequest,
  ): Promise<Answer | undefined> {
    const authorization = `Bearer ${await this.system.tokenOf(user)}`;
    const invokedAt = performance.now();
    const answer = await exchange(process, {
      ...request,
      headers: { authorization, 'idempotency-key': randomUUID() },
    }).catch(() => undefined);
    const answeredAt = performance.now();
    const key = keyAnswer.loose().safeParse(answer?.body).data?.key;
    const shown = issued.safeParse(answer?.body).data;
    this.commands.push({
      ...details,
      keyId: details.keyId ?? key?.keyId ?? null,
      issues: shown === undefined ? null : this.credentialIn(shown).credentialId,
      invokedAt,
      answeredAt,
      outcome: answer === undefined ? 'unknown' : outcomeOf(answer),
    });
    return answer;
  }

  private credentialIn({ key, secret }: z.infer<typeof issued>): KnownCredential {
    const current = key.credentials.find(({ status }) => status === 'current');
    if (current === undefined) throw new Error(`the key ${key.keyId} came without a current credential`);
    this.system.rememberKey(secret);
    return { credentialId: current.credentialId, keyId: key.keyId, secret };
  }
}

function outcomeOf({ status, body }: Answer): Outcome {
  if (status >= 500) return 'unknown';
  if (status >= 400) return 'refused';
  return answered.parse(body).propagation?.confirmed === true ? 'confirmed' : 'acknowledged';
}

function codeOf({ status, text, body }: Answer): string {
  if (status === 503) return 'unavailable';
  if (status === 200 && text === '') return 'valid';
  if (status !== 200 && status !== 401) throw new Error(`a verification was answered ${String(status)}: ${text}`);
  return verdict.parse(body).code;
}
