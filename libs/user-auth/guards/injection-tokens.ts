import { token } from '#process';
import { type ServiceTokens } from '../services/service-tokens.js';
import { type PageSession } from '../session/page-session.js';
import { type UserTokens } from '../tokens/user-token-verifier.js';

export const USER_TOKENS = token<UserTokens>('UserTokens');
export const SERVICE_TOKENS = token<ServiceTokens>('ServiceTokens');
/** How the page's calls are recognised; null when sessions do not count. */
export const SESSION = token<PageSession | null>('Session');
