import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenApiContract } from '../../../../test/kit/contract.js';
import {
  type ChangedMemberAnswer,
  type HistoryAnswer,
  type KeyListAnswer,
  type KeyWithSecretAnswer,
  type MemberListAnswer,
  type MeAnswer,
  type RevokedMemberKeysAnswer,
} from '../answers.dto.js';

/** Whatever an answer may hold: a test reads what it expects. */
export type AnyBody = Required<KeyWithSecretAnswer> &
  KeyListAnswer &
  HistoryAnswer &
  MemberListAnswer &
  RevokedMemberKeysAnswer &
  ChangedMemberAnswer &
  MeAnswer & { readonly code: string };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: AnyBody;
}

/** Somebody with a token. Every answer is one that the OpenAPI document describes. */
export class CallerOverHttp {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly contract: OpenApiContract,
    private readonly token: () => Promise<string>,
  ) {}

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  post(path: string, body?: object, headers?: Record<string, string>): Promise<Answer> {
    return this.call('POST', path, body, headers);
  }

  put(path: string, body?: object): Promise<Answer> {
    return this.call('PUT', path, body);
  }

  patch(path: string, body?: object, headers?: Record<string, string>): Promise<Answer> {
    return this.call('PATCH', path, body, headers);
  }

  delete(path: string, body?: object): Promise<Answer> {
    return this.call('DELETE', path, body);
  }

  /** A key that is there from now on. */
  async create(body: object): Promise<AnyBody> {
    const { status, text, body: created } = await this.post('/v1/keys', body);
    if (status !== 201) throw new Error(`not created: ${text}`);
    return created;
  }

  async call(method: string, url: string, payload?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const authorization = `Bearer ${await this.token()}`;
    const {
      statusCode,
      headers: answered,
      body: text,
    } = await this.app.inject({ method, url, headers: { authorization, ...headers }, ...(payload && { payload }) });
    const answer = {
      status: statusCode,
      headers: Object.fromEntries(Object.entries(answered).map(([name, value]) => [name, String(value)])),
      text,
      body: JSON.parse(text === '' ? '{}' : text) as AnyBody, // the contract has the say on its shape
    };
    this.contract.check(method, url, answer);
    return answer;
  }
}
