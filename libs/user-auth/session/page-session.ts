import { type IncomingMessage } from 'node:http';
import { type UserCaller } from '../caller.js';
import { type UserTokens } from '../tokens/user-token-verifier.js';
import { type SessionOptions, sessionValue } from './session-cookie.js';

/** Who calls from the page, by the session cookie. */
export interface PageSession {
  /**
   * Undefined: the request has no session cookie. @throws Problem session-refused, or what is wrong with the token in
   * it.
   */
  callerOf(request: IncomingMessage): Promise<UserCaller> | undefined;
}

/** The host product's own cookie, which holds the user token as it is. */
export function hostSession(options: SessionOptions, users: UserTokens): PageSession {
  return {
    callerOf: (request) => {
      const token = sessionValue(request, options);
      return token === undefined ? undefined : users.verify(`Bearer ${token}`);
    },
  };
}
