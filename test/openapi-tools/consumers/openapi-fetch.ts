// What a user of openapi-typescript and openapi-fetch writes.
import createClient from 'openapi-fetch';
import { type paths } from './openapi-typescript';

const client = createClient<paths>({ baseUrl: 'http://localhost:3000' });

export async function secretOfNewKey(): Promise<string> {
  const { data, error } = await client.POST('/v1/keys', { body: { name: 'Weekly Report', scope: 'read-only' } });
  if (error === undefined) return data.secret ?? data.key.keyId;
  // @ts-expect-error no such code
  if (error.code === 'key-is-not-there') return '';
  if (error.status !== 429) return `${error.code}: ${error.detail}`;
  const code: 'too-many-requests' | 'change-limit-reached' = error.code;
  return `${code}, again in ${String(error.retryAfter)} s`;
}

export async function whyNot(key: string): Promise<string> {
  const { data } = await client.POST('/v1/verify', { body: { key, permission: 'reports.view' } });
  if (data === undefined) return 'no verdict';
  // @ts-expect-error a refused key has no owner
  if (!data.valid) return data.ownerId === undefined ? data.code : '';
  return data.ownerId;
}
