import { Module, type Provider } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { EVENT_STORE, SNAPSHOT_STORE, STREAM_PUBLISHER } from '#event-store';
import { bind, CLOCK, type Feature, LOGGER, METRICS } from '#process';
import { PROPAGATION_BARRIER } from '#propagation';
import { Queries } from '#use-cases';
import { ChangeKeyHandler } from './application/change-key.js';
import { ChangeMemberHandler } from './application/change-member.js';
import { ClearReminderHandler } from './application/clear-reminder.js';
import { CommandLoop } from './application/command-loop.js';
import { CommandMetrics } from './application/command-metrics.js';
import { CONTACTS } from './application/mail-contact.js';
import { CreateKeyHandler } from './application/create-key.js';
import { EndGraceHandler } from './application/end-grace.js';
import { EraseContactHandler } from './application/erase-contact.js';
import { GetKeyHandler } from './application/get-key.js';
import { GetKeyHistoryHandler } from './application/get-key-history.js';
import { GetMemberHandler } from './application/get-member.js';
import { GetMemberHistoryHandler } from './application/get-member-history.js';
import { GetMeHandler, PERMISSION_CATALOGUE } from './application/get-me.js';
import { KEYRING_OPTIONS } from './application/keyring-options.js';
import { KeyringRepository } from './application/keyring-repository.js';
import { ListKeysHandler } from './application/list-keys.js';
import { ListMembersHandler } from './application/list-members.js';
import { MemberAccess } from './application/member-access.js';
import { MONOTONIC_MS, MutationAllowance } from './application/mutation-allowance.js';
import { PEPPERS, SecretIssuer } from './application/new-secret.js';
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
import { KeyringSnapshots } from './application/snapshots/keyring-snapshots.js';
import { ContactRefresh } from './http/contact-refresh.interceptor.js';
import { KeysController } from './http/keys.controller.js';
import { MeController } from './http/me.controller.js';
import { MemberContactsController } from './http/member-contacts.controller.js';
import { MembersController } from './http/members.controller.js';
import { Visits } from './http/visits.interceptor.js';
import { type KeyringParts } from './keyring-parts.js';

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
 * The write side: the management API of keys and members. The guards of user-auth have to be there. `ON_EVERY_CALL` is
 * the app's to list.
 */
@Module({})
export class KeyringModule {
  static forRoot({ monotonicMs = () => performance.now(), ...parts }: KeyringParts): Feature {
    return {
      module: KeyringModule,
      imports: [CqrsModule],
      controllers: [KeysController, MembersController, MemberContactsController, MeController],
      providers: [
        bind(EVENT_STORE, parts.store),
        bind(SNAPSHOT_STORE, parts.snapshots),
        bind(STREAM_PUBLISHER, parts.publisher),
        bind(PROPAGATION_BARRIER, parts.barrier),
        bind(CONTACTS, parts.contacts),
        bind(PERMISSION_CATALOGUE, parts.catalogue),
        bind(PEPPERS, parts.peppers),
        bind(KEYRING_OPTIONS, parts.options),
        bind(MONOTONIC_MS, monotonicMs),
        bind(CLOCK, parts.clock),
        bind(LOGGER, parts.logger),
        bind(METRICS, parts.metrics),
        Queries,
        KeyringRepository,
        KeyringSnapshots,
        CommandLoop,
        CommandMetrics,
        PublishAndConfirm,
        MemberAccess,
        MutationAllowance,
        RandomIds,
        SecretIssuer,
        RoleDifferences,
        Visits,
        ContactRefresh,
        ...COMMAND_HANDLERS,
        ...QUERY_HANDLERS,
      ],
      exports: [Visits, ContactRefresh],
      tasks: {},
    };
  }
}

/**
 * Among an app's providers: on every route of this process that a person calls, of this feature or another, the record
 * of the visit and then the refresh of the address.
 */
export const ON_EVERY_CALL: readonly Provider[] = [
  { provide: APP_INTERCEPTOR, useExisting: Visits },
  { provide: APP_INTERCEPTOR, useExisting: ContactRefresh },
];
