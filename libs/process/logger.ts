import { type Logger } from 'pino';
import { token } from './token.js';

export { type Logger };
export const LOGGER = token<Logger>('Logger');
