export { actorOf, type Caller, type ServiceCaller, type UserCaller } from './caller.js';
