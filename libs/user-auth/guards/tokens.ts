/** The process's UserTokens. */
export const USER_TOKENS = Symbol('UserTokens');
/** The process's ServiceTokens. */
export const SERVICE_TOKENS = Symbol('ServiceTokens');
