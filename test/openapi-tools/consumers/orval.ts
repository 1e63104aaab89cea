// What a user of orval's client writes.
import { createKey, verifyKey } from './orval-client';

export async function secretOfNewKey(): Promise<string> {
  const answer = await createKey({ name: 'Weekly Report', scope: 'read-only' });
  if (answer.status === 201) return answer.data.secret ?? answer.data.key.keyId;
  // @ts-expect-error no such code
  if (answer.data.code === 'key-is-not-there') return '';
  if (answer.status !== 429) return `${answer.data.code}: ${answer.data.detail}`;
  const code: 'too-many-requests' | 'change-limit-reached' = answer.data.code;
  return `${code}, again in ${String(answer.data.retryAfter)} s`;
}

export async function whyNot(key: string): Promise<string> {
  const answer = await verifyKey({ key, permission: 'reports.view' });
  if (answer.status !== 200) return answer.data.code;
  // @ts-expect-error a refused key has no owner
  if (!answer.data.valid) return answer.data.ownerId === undefined ? answer.data.code : '';
  return answer.data.ownerId;
}
