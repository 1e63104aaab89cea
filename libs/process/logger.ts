import { type Logger } from 'pino';

export { type Logger };
export const LOGGER = Symbol('Logger');
