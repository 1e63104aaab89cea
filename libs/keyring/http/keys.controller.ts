import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { Problem } from '#contracts';
import { ApiGroup, endOf, PageQuery } from '#http';
import { Queries } from '#use-cases';
import { CurrentCaller, UserTokenGuard, type UserCaller } from '#user-auth';
import { ChangeKeyCommand } from '../application/change-key.js';
import { ClearReminderCommand } from '../application/clear-reminder.js';
import { type Idempotency } from '../application/command-identity.js';
import { CreateKeyCommand } from '../application/create-key.js';
import { EndGraceCommand } from '../application/end-grace.js';
import { GetKeyQuery } from '../application/get-key.js';
import { GetKeyHistoryQuery } from '../application/get-key-history.js';
import { ListKeysQuery } from '../application/list-keys.js';
import { PauseKeyCommand } from '../application/pause-key.js';
import { ResumeKeyCommand } from '../application/resume-key.js';
import { RevokeAllKeysCommand } from '../application/revoke-all-keys.js';
import { RevokeKeyCommand } from '../application/revoke-key.js';
import { RotateKeyCommand } from '../application/rotate-key.js';
import { SetReminderCommand } from '../application/set-reminder.js';
import { AcceptedUnlessConfirmed, UNCONFIRMED } from './accepted.js';
import {
  ChangedKeyAnswer,
  HistoryAnswer,
  KeyAfterChangesAnswer,
  KeyListAnswer,
  KeyWithSecretAnswer,
  OneKeyAnswer,
  ReminderSetAnswer,
  RevokedKeysAnswer,
} from './answers.dto.js';
import { ApiCommand, ApiQueryProblems } from './api-command.decorator.js';
import { IdempotencyKey } from './idempotency-key.decorator.js';
import { KEY_OPERATIONS } from './key-operations.js';
import { NeverLimited } from './mutation-limit.guard.js';
import { NoFields } from './no-fields.guard.js';
import {
  ChangeKeyBody,
  CreateKeyBody,
  KeyParams,
  ListKeysQueryParams,
  ReminderBody,
  RevokeBody,
  RotateKeyBody,
} from './requests.dto.js';

/** The caller's own keys. Another owner's key is not found here. */
@ApiGroup({ name: 'Keys', description: 'The caller’s own keys: create, change, rotate, revoke.' })
@ApiBearerAuth('user-token')
@UseGuards(UserTokenGuard)
@UseInterceptors(AcceptedUnlessConfirmed)
@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: Queries,
  ) {}

  @Post()
  @ApiOperation(KEY_OPERATIONS.createKey)
  @ApiCreatedResponse({ type: KeyWithSecretAnswer })
  @ApiCommand('key-limit-reached', 'keys-ever-limit-reached', 'change-limit-reached')
  create(
    @CurrentCaller() caller: UserCaller,
    @Body() { name, scope, mode, expiresAt }: CreateKeyBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<KeyWithSecretAnswer> {
    const expiry = expiresAt == null ? null : endOf(expiresAt);
    return this.commands.execute(
      new CreateKeyCommand(caller, { name, scope, mode: mode ?? 'live', expiresAt: expiry }, idempotency),
    );
  }

  @Get()
  @ApiOperation(KEY_OPERATIONS.listKeys)
  @ApiOkResponse({ type: KeyListAnswer })
  @ApiQueryProblems()
  list(
    @CurrentCaller() caller: UserCaller,
    @Query() { include, limit, cursor }: ListKeysQueryParams,
  ): Promise<KeyListAnswer> {
    return this.queries.execute(new ListKeysQuery(caller, include === 'revoked', { limit, cursor }));
  }

  @Post('revoke-all')
  @HttpCode(200)
  @ApiBody({ type: RevokeBody, required: false })
  @ApiOperation(KEY_OPERATIONS.revokeAllKeys)
  @ApiOkResponse({ type: RevokedKeysAnswer })
  @ApiAcceptedResponse({ type: RevokedKeysAnswer, description: UNCONFIRMED })
  @NeverLimited()
  @ApiCommand()
  revokeAll(
    @CurrentCaller() caller: UserCaller,
    @Body() { reason }: RevokeBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<RevokedKeysAnswer> {
    return this.commands.execute(new RevokeAllKeysCommand(caller, reason ?? null, idempotency));
  }

  @Get(':keyId')
  @ApiOperation(KEY_OPERATIONS.getKey)
  @ApiOkResponse({ type: OneKeyAnswer })
  @ApiQueryProblems('key-not-found')
  get(@CurrentCaller() caller: UserCaller, @Param() { keyId }: KeyParams): Promise<OneKeyAnswer> {
    return this.queries.execute(new GetKeyQuery(caller, keyId));
  }

  @Get(':keyId/history')
  @ApiOperation(KEY_OPERATIONS.getKeyHistory)
  @ApiOkResponse({ type: HistoryAnswer })
  @ApiQueryProblems('key-not-found')
  history(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<HistoryAnswer> {
    return this.queries.execute(new GetKeyHistoryQuery(caller, keyId, { limit, cursor }));
  }

  @Patch(':keyId')
  @ApiOperation(KEY_OPERATIONS.changeKey)
  @ApiOkResponse({ type: KeyAfterChangesAnswer })
  @ApiAcceptedResponse({
    type: KeyAfterChangesAnswer,
    description: `Only for an expiry that was brought forward. ${UNCONFIRMED}`,
  })
  @ApiCommand('key-not-found', 'key-revoked', 'key-limit-reached', 'change-limit-reached')
  async change(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @Body() { name, expiresAt }: ChangeKeyBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<KeyAfterChangesAnswer> {
    if (name === undefined && expiresAt === undefined)
      throw new Problem('invalid-request', 'Send name, expiresAt, or both.');
    const changes = { name, expiresAt: typeof expiresAt === 'string' ? endOf(expiresAt) : expiresAt };
    const { note, ...answer } = await this.commands.execute(new ChangeKeyCommand(caller, keyId, changes, idempotency));
    return note === null ? answer : { ...answer, note };
  }

  @Post(':keyId/pause')
  @UseGuards(NoFields)
  @HttpCode(200)
  @ApiOperation(KEY_OPERATIONS.pauseKey)
  @ApiOkResponse({ type: ChangedKeyAnswer })
  @ApiAcceptedResponse({ type: ChangedKeyAnswer, description: UNCONFIRMED })
  @NeverLimited()
  @ApiCommand('key-not-found', 'key-revoked', 'key-expired')
  pause(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<ChangedKeyAnswer> {
    return this.commands.execute(new PauseKeyCommand(caller, keyId, idempotency));
  }

  @Post(':keyId/resume')
  @UseGuards(NoFields)
  @HttpCode(200)
  @ApiOperation(KEY_OPERATIONS.resumeKey)
  @ApiOkResponse({ type: ChangedKeyAnswer })
  @ApiCommand('key-not-found', 'key-revoked', 'key-expired', 'change-limit-reached')
  resume(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<ChangedKeyAnswer> {
    return this.commands.execute(new ResumeKeyCommand(caller, keyId, idempotency));
  }

  @Post(':keyId/rotate')
  @ApiBody({ type: RotateKeyBody, required: false })
  @ApiOperation(KEY_OPERATIONS.rotateKey)
  @ApiCreatedResponse({ type: KeyWithSecretAnswer })
  @ApiAcceptedResponse({ type: KeyWithSecretAnswer, description: `Only without grace. ${UNCONFIRMED}` })
  @ApiCommand('key-not-found', 'key-revoked', 'key-expired', 'too-many-live-credentials', 'change-limit-reached')
  async rotate(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @Body() { graceHours }: RotateKeyBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<KeyWithSecretAnswer> {
    return this.commands.execute(new RotateKeyCommand(caller, keyId, graceHours, idempotency));
  }

  @Post(':keyId/end-grace')
  @UseGuards(NoFields)
  @HttpCode(200)
  @ApiOperation(KEY_OPERATIONS.endGrace)
  @ApiOkResponse({ type: ChangedKeyAnswer })
  @ApiAcceptedResponse({ type: ChangedKeyAnswer, description: UNCONFIRMED })
  @NeverLimited()
  @ApiCommand('key-not-found', 'key-revoked', 'key-expired')
  endGrace(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<ChangedKeyAnswer> {
    return this.commands.execute(new EndGraceCommand(caller, keyId, idempotency));
  }

  @Post(':keyId/revoke')
  @HttpCode(200)
  @ApiBody({ type: RevokeBody, required: false })
  @ApiOperation(KEY_OPERATIONS.revokeKey)
  @ApiOkResponse({ type: ChangedKeyAnswer })
  @ApiAcceptedResponse({ type: ChangedKeyAnswer, description: UNCONFIRMED })
  @NeverLimited()
  @ApiCommand('key-not-found')
  async revoke(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @Body() { reason }: RevokeBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<ChangedKeyAnswer> {
    return this.commands.execute(new RevokeKeyCommand(caller, keyId, reason ?? null, idempotency));
  }

  @Put(':keyId/reminder')
  @ApiOperation(KEY_OPERATIONS.setReminder)
  @ApiOkResponse({ type: ReminderSetAnswer })
  @ApiCommand('key-not-found', 'key-revoked', 'key-expired', 'contact-unknown', 'change-limit-reached')
  async setReminder(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @Body() { intervalDays }: ReminderBody,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<ReminderSetAnswer> {
    const { key, note } = await this.commands.execute(new SetReminderCommand(caller, keyId, intervalDays, idempotency));
    return note === null ? { key } : { key, note };
  }

  @Delete(':keyId/reminder')
  @UseGuards(NoFields)
  @HttpCode(204)
  @ApiOperation(KEY_OPERATIONS.clearReminder)
  @ApiNoContentResponse()
  @ApiCommand('key-not-found', 'key-revoked', 'key-expired', 'change-limit-reached')
  clearReminder(
    @CurrentCaller() caller: UserCaller,
    @Param() { keyId }: KeyParams,
    @IdempotencyKey() idempotency: Idempotency | null,
  ): Promise<void> {
    return this.commands.execute(new ClearReminderCommand(caller, keyId, idempotency));
  }
}
