/** To the page around the frame, which may be anybody's until it has answered: nothing in it is secret. */
export const READY = { type: 'keyward:ready' } as const;
/** Its answer, with a port. All that follows goes through the port. */
export const CONNECT = 'keyward:connect';

export type ToHost =
  /** Answered by a `token` within ten seconds. */
  | { readonly type: 'token-wanted' }
  /** The token was not taken; `reason` tells whoever builds the host's page why. */
  | { readonly type: 'token-refused'; readonly reason: string }
  /** How high the frame has to be to show all of its content. */
  | { readonly type: 'height'; readonly pixels: number };

export interface FromHost {
  readonly type: 'token';
  /** A user token; null: nobody is signed in. */
  readonly token: string | null;
}

export function isOfType(data: unknown, type: string): data is { readonly type: string } {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type;
}

export function isFromHost(data: unknown): data is FromHost {
  return isOfType(data, 'token') && 'token' in data && (data.token === null || typeof data.token === 'string');
}
