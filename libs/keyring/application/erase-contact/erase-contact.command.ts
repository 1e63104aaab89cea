import { Command } from '@nestjs/cqrs';
import { type Caller } from '#user-auth';
import { type MemberName } from '../member-access.js';

export class EraseContactCommand extends Command<void> {
  constructor(readonly caller: Caller, readonly member: MemberName) {
    super();
  }
}
