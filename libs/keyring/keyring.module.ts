import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { ChangeKeyHandler } from './application/change-key/change-key.handler.js';
import { ChangeMemberHandler } from './application/change-member/change-member.handler.js';
import { ClearReminderHandler } from './application/clear-reminder/clear-reminder.handler.js';
import { CommandLoop } from './application/command-loop.js';
import { CommandMetrics } from './application/command-metrics.js';
import { CreateKeyHandler } from './application/create-key/create-key.handler.js';
import { EndGraceHandler } from './application/end-grace/end-grace.handler.js';
import { EraseContactHandler } from './application/erase-contact/erase-contact.handler.js';
import { GetKeyHandler } from './application/get-key/get-key.handler.js';
import { GetKeyHistoryHandler } from './application/get-key-history/get-key-history.handler.js';
import { GetMemberHandler } from './application/get-member/get-member.handler.js';
import { GetMemberHistoryHandler } from './application/get-member-history/get-member-history.handler.js';
import { GetMeHandler } from './application/get-me/get-me.handler.js';
import { KeyringRepository } from './application/keyring-repository.js';
import { ListKeysHandler } from './application/list-keys/list-keys.handler.js';
import { ListMembersHandler } from './application/list-members/list-members.handler.js';
import { MemberAccess } from './application/member-access.js';
import { MutationAllowance } from './application/mutation-allowance.js';
import { PauseKeyHandler } from './application/pause-key/pause-key.handler.js';
import { RandomIds } from './application/random-ids.js';
import { Reach } from './application/reach.js';
import { RecordVisitHandler } from './application/record-visit/record-visit.handler.js';
import { ResumeKeyHandler } from './application/resume-key/resume-key.handler.js';
import { RoleDifferences } from './application/role-differences.js';
import { RevokeAllKeysHandler } from './application/revoke-all-keys/revoke-all-keys.handler.js';
import { RevokeKeyHandler } from './application/revoke-key/revoke-key.handler.js';
import { RevokeMemberKeysHandler } from './application/revoke-member-keys/revoke-member-keys.handler.js';
import { RotateKeyHandler } from './application/rotate-key/rotate-key.handler.js';
import { SetReminderHandler } from './application/set-reminder/set-reminder.handler.js';
import { ContactRefresh } from './http/contact-refresh.interceptor.js';
import { KeysController } from './http/keys.controller.js';
import { MeController } from './http/me.controller.js';
import { MemberContactsController } from './http/member-contacts.controller.js';
import { MembersController } from './http/members.controller.js';
import { Visits } from './http/visits.interceptor.js';

const COMMAND_HANDLERS = [
  CreateKeyHandler, ChangeKeyHandler, PauseKeyHandler, ResumeKeyHandler, RotateKeyHandler, EndGraceHandler, RevokeKeyHandler, RevokeAllKeysHandler, SetReminderHandler, ClearReminderHandler,
  ChangeMemberHandler, RevokeMemberKeysHandler, EraseContactHandler, RecordVisitHandler,
];
const QUERY_HANDLERS = [ListKeysHandler, GetKeyHandler, GetKeyHistoryHandler, GetMeHandler, GetMemberHandler, GetMemberHistoryHandler, ListMembersHandler];

/**
 * The write side: the management API of keys and members; and, on every route of the process that a person calls, the record of the visit and the refresh of the address. Expects as global providers EVENT_STORE, STREAM_PUBLISHER,
 * PROPAGATION_BARRIER, CLOCK, PERMISSION_CATALOGUE, PEPPERS, LOGGER, METRICS, KEYRING_OPTIONS and CONTACTS, and what the
 * guards of user-auth need.
 */
@Module({
  imports: [CqrsModule],
  controllers: [KeysController, MembersController, MemberContactsController, MeController],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: Visits }, { provide: APP_INTERCEPTOR, useClass: ContactRefresh },
    KeyringRepository, CommandLoop, CommandMetrics, Reach, MemberAccess, MutationAllowance, RandomIds, RoleDifferences, ...COMMAND_HANDLERS, ...QUERY_HANDLERS,
  ],
})
export class KeyringModule {}
