import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

/** A key has it, and no other id needs it. */
const IN_EVERY_KEY = '_sk_';
const ACCEPTABLE = /^[A-Za-z0-9._:-]{1,128}$/;

/** Half random, half counted: unique, not secret. */
const OF_THIS_PROCESS = randomUUID().slice(0, 24);
let made = 0;

/** The caller's own X-Request-Id if it is one that can go into a log, else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE.test(given) && !given.includes(IN_EVERY_KEY) ? given : newRequestId();
}

function newRequestId(): string {
  made += 1;
  return OF_THIS_PROCESS + made.toString(16).padStart(12, '0');
}
