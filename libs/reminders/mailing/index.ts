export { mailerOf } from './mailer-of.js';
