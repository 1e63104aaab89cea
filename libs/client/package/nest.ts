export { ApiCaller } from '../nest/api-caller.decorator.js';
export { API_KEY_GUARD_OPTIONS, ApiKeyGuardModule } from '../nest/api-key-guard.module.js';
export { ApiKeyGuard, type GuardedRequest, RequirePermission } from '../nest/api-key.guard.js';
