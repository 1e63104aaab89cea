import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Queries } from '#use-cases';
import { ChangeKeyHandler } from './application/change-key.js';
import { ChangeMemberHandler } from './application/change-member.js';
import { ClearReminderHandler } from './application/clear-reminder.js';
import { CommandLoop } from './application/command-loop.js';
import { CommandMetrics } from './application/command-metrics.js';
import { CreateKeyHandler } from './application/create-key.js';
import { EndGraceHandler } from './application/end-grace.js';
import { EraseContactHandler } from './application/erase-contact.js';
import { GetKeyHandler } from './application/get-key.js';
import { GetKeyHistoryHandler } from './application/get-key-history.js';
import { GetMemberHandler } from './application/get-member.js';
import { GetMemberHistoryHandler } from './application/get-member-history.js';
import { GetMeHandler } from './application/get-me.js';
import { KeyringRepository } from './application/keyring-repository.js';
import { ListKeysHandler } from './application/list-keys.js';
import { ListMembersHandler } from './application/list-members.js';
import { MemberAccess } from './application/member-access.js';
import { MutationAllowance } from './application/mutation-allowance.js';
import { SecretIssuer } from './application/new-secret.js';
import { PauseKeyHandler } from './application/pause-key.js';
import { RandomIds } from './application/random-ids.js';
import { PublishAndConfirm } from './application/publish-and-confirm.js';
import { RecordVisitHandler } from './application/record-visit.js';
import { ResumeKeyHandler } from './application/resume-key.js';
import { RoleDifferences } from './application/role-differences.js';
import { RevokeAllKeysHandler } from './application/revoke-all-keys.js';
import { RevokeKeyHandler } from './application/revoke-key.js';
import { RevokeMemberKeysHandler } from './application/revoke-member-keys.js';
import { RotateKeyHandler } from './application/rotate-key.js';
import { SetReminderHandler } from './application/set-reminder.js';
import { ContactRefresh } from './http/contact-refresh.interceptor.js';
import { KeysController } from './http/keys.controller.js';
import { MeController } from './http/me.controller.js';
import { MemberContactsController } from './http/member-contacts.controller.js';
import { MembersController } from './http/members.controller.js';
import { Visits } from './http/visits.interceptor.js';

const COMMAND_HANDLERS = [
  CreateKeyHandler,
  ChangeKeyHandler,
  PauseKeyHandler,
  ResumeKeyHandler,
  RotateKeyHandler,
  EndGraceHandler,
  RevokeKeyHandler,
  RevokeAllKeysHandler,
  SetReminderHandler,
  ClearReminderHandler,
  ChangeMemberHandler,
  RevokeMemberKeysHandler,
  EraseContactHandler,
  RecordVisitHandler,
];
const QUERY_HANDLERS = [
  ListKeysHandler,
  GetKeyHandler,
  GetKeyHistoryHandler,
  GetMeHandler,
  GetMemberHandler,
  GetMemberHistoryHandler,
  ListMembersHandler,
];

/**
 * The write side: the management API of keys and members; and, on every route of this process that a person calls, the
 * record of the visit and the refresh of the address. Expects as global providers EVENT_STORE, STREAM_PUBLISHER,
 * PROPAGATION_BARRIER, CLOCK, PERMISSION_CATALOGUE, PEPPERS, LOGGER, METRICS, KEYRING_OPTIONS and CONTACTS, and what
 * the guards of user-auth need.
 */
@Module({
  imports: [CqrsModule],
  controllers: [KeysController, MembersController, MemberContactsController, MeController],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: Visits },
    { provide: APP_INTERCEPTOR, useClass: ContactRefresh },
    Queries,
    KeyringRepository,
    CommandLoop,
    CommandMetrics,
    PublishAndConfirm,
    MemberAccess,
    MutationAllowance,
    RandomIds,
    SecretIssuer,
    RoleDifferences,
    ...COMMAND_HANDLERS,
    ...QUERY_HANDLERS,
  ],
})
export class KeyringModule {}
