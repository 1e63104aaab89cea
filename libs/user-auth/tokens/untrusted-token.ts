import { Problem } from '#contracts';

/** What was sent proves nothing about who sent it: it is no JWT, or its signature is of no trusted key. */
export class UntrustedToken extends Problem {
  constructor(detail = 'The token is no JWT that is signed with a trusted key. Sign in again and send the new token.') {
    super('token-invalid', detail);
  }
}
