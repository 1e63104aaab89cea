export { type KeywardVariables, requireApiKey, type RequireApiKeyOptions } from '../middleware/hono.js';
