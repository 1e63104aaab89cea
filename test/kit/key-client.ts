import { type z } from 'zod';
import { type Answer, type HttpRequest } from './http.js';
import {
  activityList,
  changed,
  history,
  issued,
  type Key,
  type KeyActivity,
  keyActivity,
  keyAfterChanges,
  keyAnswer,
  keyList,
  me,
  member,
  memberList,
  oneMember,
  problem,
  reminderSet,
  revokedAll,
  revokedOfMember,
} from './shapes.js';

export interface NewKey {
  readonly name?: string;
  readonly scope?: 'read-only' | 'read-write';
  readonly mode?: 'live' | 'test';
  readonly expiresAt?: string;
}

/** The answer to a call that asked for something else; `code` is the problem's. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: string;
  readonly detail: string;

  constructor(
    what: string,
    readonly answer: Answer,
  ) {
    const { code, detail } = problem.parse(answer.body);
    super(`${what} → ${String(answer.status)} ${code}: ${detail}`);
    this.status = answer.status;
    this.code = code;
    this.detail = detail;
  }
}

/**
 * The management API in the hands of one caller. A call resolves with the documented answer or rejects with `Refused`.
 */
export class KeyClient {
  constructor(
    private readonly send: (request: HttpRequest) => Promise<Answer>,
    private readonly token: () => Promise<string>,
    private readonly rememberKey: (secret: string) => void,
  ) {}

  /** Any request with the caller's token; whatever comes back. */
  async request(method: string, path: string, options: Omit<HttpRequest, 'method' | 'path'> = {}): Promise<Answer> {
    const answer = await this.send({
      ...options,
      method,
      path,
      headers: { authorization: `Bearer ${await this.token()}`, ...options.headers },
    });
    const secret = issued.safeParse(answer.body);
    if (secret.success) this.rememberKey(secret.data.secret);
    return answer;
  }

  createKey(wanted: NewKey = {}, headers: HttpRequest['headers'] = {}): Promise<z.infer<typeof issued>> {
    return this.call(201, issued, 'POST', '/v1/keys', {
      body: { name: 'Weekly Report Script', scope: 'read-only', ...wanted },
      headers,
    });
  }

  async listKeys(query = ''): Promise<readonly Key[]> {
    return (await this.call(200, keyList, 'GET', `/v1/keys${query}`)).keys;
  }

  async showKey(keyId: string): Promise<Key> {
    return (await this.call(200, keyAnswer, 'GET', `/v1/keys/${keyId}`)).key;
  }

  rotate(
    keyId: string,
    body: { graceHours?: number } = {},
    headers: HttpRequest['headers'] = {},
  ): Promise<z.infer<typeof issued>> {
    return this.call(201, issued, 'POST', `/v1/keys/${keyId}/rotate`, { body, headers });
  }

  changeKey(
    keyId: string,
    changes: { name?: string; expiresAt?: string | null },
  ): Promise<z.infer<typeof keyAfterChanges>> {
    return this.call(200, keyAfterChanges, 'PATCH', `/v1/keys/${keyId}`, { body: changes });
  }

  pause(keyId: string): Promise<z.infer<typeof changed>> {
    return this.call(200, changed, 'POST', `/v1/keys/${keyId}/pause`);
  }

  resume(keyId: string): Promise<z.infer<typeof changed>> {
    return this.call(200, changed, 'POST', `/v1/keys/${keyId}/resume`);
  }

  endGrace(keyId: string): Promise<z.infer<typeof changed>> {
    return this.call(200, changed, 'POST', `/v1/keys/${keyId}/end-grace`, { body: {} });
  }

  revoke(keyId: string, body: { reason?: string } = {}): Promise<z.infer<typeof changed>> {
    return this.call(200, changed, 'POST', `/v1/keys/${keyId}/revoke`, { body });
  }

  revokeAll(body: { reason?: string } = {}): Promise<z.infer<typeof revokedAll>> {
    return this.call(200, revokedAll, 'POST', '/v1/keys/revoke-all', { body });
  }

  async setReminder(keyId: string, intervalDays: 30 | 60 | 90): Promise<Key> {
    return (await this.call(200, reminderSet, 'PUT', `/v1/keys/${keyId}/reminder`, { body: { intervalDays } })).key;
  }

  async clearReminder(keyId: string): Promise<void> {
    const answer = await this.request('DELETE', `/v1/keys/${keyId}/reminder`);
    if (answer.status !== 204) throw new Refused(`DELETE /v1/keys/${keyId}/reminder`, answer);
  }

  async history(keyId: string): Promise<z.infer<typeof history>['events']> {
    return (await this.call(200, history, 'GET', `/v1/keys/${keyId}/history`)).events;
  }

  activity(keyId: string): Promise<KeyActivity> {
    return this.call(200, keyActivity, 'GET', `/v1/keys/${keyId}/activity`);
  }

  async listActivity(query = ''): Promise<z.infer<typeof activityList>['keys']> {
    return (await this.call(200, activityList, 'GET', `/v1/activity${query}`)).keys;
  }

  me(): Promise<z.infer<typeof me>> {
    return this.call(200, me, 'GET', '/v1/me');
  }

  /** `query`: a service says `?orgId=…`. */
  setMember(
    userId: string,
    body: { role?: string; active?: boolean; keys?: 'restore' | 'revoke' },
    query = '',
  ): Promise<z.infer<typeof member>> {
    return this.call(200, member, 'PUT', `/v1/members/${userId}${query}`, { body });
  }

  async member(userId: string, query = ''): Promise<z.infer<typeof oneMember>['member']> {
    return (await this.call(200, oneMember, 'GET', `/v1/members/${userId}${query}`)).member;
  }

  listMembers(query = ''): Promise<z.infer<typeof memberList>> {
    return this.call(200, memberList, 'GET', `/v1/members${query}`);
  }

  async memberHistory(userId: string, query = ''): Promise<z.infer<typeof history>['events']> {
    return (await this.call(200, history, 'GET', `/v1/members/${userId}/history${query}`)).events;
  }

  revokeAllOf(userId: string, query = ''): Promise<z.infer<typeof revokedOfMember>> {
    return this.call(200, revokedOfMember, 'POST', `/v1/members/${userId}/revoke-all-keys${query}`, { body: {} });
  }

  async eraseContactOf(userId: string, query = ''): Promise<void> {
    const answer = await this.request('DELETE', `/v1/members/${userId}/contact${query}`);
    if (answer.status !== 204) throw new Refused(`DELETE /v1/members/${userId}/contact`, answer);
  }

  private async call<T extends z.ZodType>(
    status: number,
    shape: T,
    method: string,
    path: string,
    options: Omit<HttpRequest, 'method' | 'path'> = {},
  ): Promise<z.infer<T>> {
    const answer = await this.request(method, path, options);
    if (answer.status !== status) throw new Refused(`${method} ${path}`, answer);
    return shape.parse(answer.body);
  }
}
