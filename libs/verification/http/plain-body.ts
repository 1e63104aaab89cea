import { Problem } from '#contracts';
import { withinActiveSpan } from '#process/tracing';
import { type IncomingMessage } from 'node:http';

/** As clients write it. What is written otherwise is for the router, which knows every form. */
const JSON_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/json; charset=utf-8']);

/** Whether the body of `request` is JSON of at most `limit` bytes by its Content-Length, neither encoded nor asked for first. */
export function hasPlainBody({ headers }: IncomingMessage, limit: number): boolean {
  const length = Number(headers['content-length']);
  return (
    length > 0 &&
    length <= limit &&
    JSON_TYPES.has(headers['content-type'] ?? '') &&
    headers['content-encoding'] === undefined &&
    headers.expect === undefined
  );
}

/** Calls `done` with the whole body, as text; never when the client leaves before. */
export function readText(request: IncomingMessage, done: (text: string) => void): void {
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    if (first === undefined) first = chunk;
    else (more ??= [first]).push(chunk);
  });
  const ended = (): void => {
    done((more === undefined ? first : Buffer.concat(more))?.toString() ?? '');
  };
  request.on('end', withinActiveSpan(ended)); // a body arrives outside of it
}

/** @throws Problem invalid-json */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    throw new Problem('invalid-json');
  }
}
