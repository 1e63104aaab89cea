export { createPublishingLoop } from './create-publishing-loop.js';
