import { type ServiceName } from '../profiles/distributed-deployment.js';

/** Who reads what others write comes before them, and who asks comes last. The way back is the reverse. */
export const UPGRADE_ORDER: readonly ServiceName[] = ['activity', 'verification', 'notifier', 'key-command', 'bi-api'];
