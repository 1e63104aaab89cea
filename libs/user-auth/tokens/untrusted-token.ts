import { Problem } from '#contracts';

/**
 * A token that proves nothing about who sent it: no service's, and no JWT that is signed with a trusted key. Somebody
 * may be guessing.
 */
export class UntrustedToken extends Problem {}
