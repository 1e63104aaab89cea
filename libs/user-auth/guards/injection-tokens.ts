/** The process's UserTokens. */
export const USER_TOKENS = Symbol('UserTokens');
/** The process's ServiceTokens. */
export const SERVICE_TOKENS = Symbol('ServiceTokens');

/** How the page's calls are recognised: a PageSession, or null when sessions do not count. */
export const SESSION = Symbol('Session');
