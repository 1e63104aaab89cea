import { type UserCaller } from '#user-auth';
import { type Self } from '../domain/commands.js';

export function selfOf({ role, issuedAt }: UserCaller): Self {
  return { kind: 'self', token: { role, issuedAt } };
}
