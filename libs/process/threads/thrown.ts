import { StartRefused } from '#env';

/** What was thrown, as it passes from thread to thread. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly refusesStart: boolean;
  /** Codes and the like: its own members that are plain values. */
  readonly members: Readonly<Record<string, unknown>>;
}

export function describeThrown(thrown: unknown): Thrown {
  const error = isError(thrown) ? thrown : new TypeError('something was thrown that is not an Error');
  const { name, message, stack } = error;
  const members = Object.entries(error).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return { name, message, stack, refusesStart: error instanceof StartRefused, members: Object.fromEntries(members) };
}

/** An Error that says the same. It is of its class no more, unless that is StartRefused. */
export function thrownAgain({ name, message, stack, refusesStart, members }: Thrown): Error {
  const error = refusesStart ? new StartRefused(message) : new Error(message);
  return Object.defineProperties(Object.assign(error, members), {
    name: { value: name, configurable: true },
    stack: { value: stack, configurable: true, writable: true },
  });
}

function isError(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown;
}
