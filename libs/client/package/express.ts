export {
  type ExpressRequest,
  type ExpressResponse,
  requireApiKey,
  type RequireApiKeyOptions,
} from '../middleware/express.js';
