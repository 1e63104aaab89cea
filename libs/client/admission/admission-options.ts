import { type OwnerId, type Role } from '#contracts';
import { type PermissionCatalogue, type RouteTable } from '#permissions';
import { type KeyVerifier } from '../key-verifier.js';

/** A person who is signed in, with the role that counts now. */
export interface ApiUser {
  readonly ownerId: OwnerId;
  readonly orgId: string;
  readonly role: Role;
}

/** Who is asked about a user token. */
export interface UserTokenAuthenticator {
  /**
   * `address`: the client's, so that one who guesses tokens is distinguished from others. @throws Problem
   * `token-invalid`, `token-expired`, `owner-inactive` or `too-many-requests`; VerdictUnavailable when nobody can tell
   * now.
   */
  authenticate(token: string, address?: string): Promise<ApiUser>;
}

/** What a guard or a middleware needs. */
export interface AdmissionOptions {
  readonly verifier: KeyVerifier;
  /**
   * Set it where people may call with their user token too: they have their role's permissions, with no scope and no
   * fixed denials. Left out, a Bearer value that is not a key is ignored.
   */
  readonly userTokens?:
    | {
        readonly authenticator: UserTokenAuthenticator;
        readonly catalogue: PermissionCatalogue;
        readonly routes: RouteTable;
      }
    | undefined;
}
