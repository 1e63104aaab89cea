import { type VerifyRequest } from '#contracts';

/** `json` as a request, when it plainly is one; null: the schema, which costs twenty times as much, has to tell. */
export function plainRequest(json: unknown): VerifyRequest | null {
  if (!isObject(json)) return null;
  const { key, permission, endpoint } = json;
  const members = Object.keys(json).length;
  if (typeof key !== 'string') return null;
  if (members === 1) return { key };
  if (members > 2) return null;
  if (isText(permission, 100)) return { key, permission };
  if (!isObject(endpoint) || Object.keys(endpoint).length !== 2) return null;
  const { method, path } = endpoint;
  return isText(method, 16) && isText(path, 8192) ? { key, endpoint: { method, path } } : null;
}

/** The same of the requests of a batch. */
export function plainBatch(json: unknown): readonly VerifyRequest[] | null {
  if (!isObject(json) || Object.keys(json).length !== 1) return null;
  const { items } = json;
  if (!Array.isArray(items) || items.length > 100) return null;
  const requests: VerifyRequest[] = [];
  for (const item of items) {
    const request = plainRequest(item);
    if (request === null) return null;
    requests.push(request);
  }
  return requests;
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest;
}
