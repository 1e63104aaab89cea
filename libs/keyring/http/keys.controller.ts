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
  @ApiOperation({
    operationId: 'createKey',
    summary: 'Creates a key and shows its secret, once',
    description:
      'The key works at once, everywhere. Its secret is in this answer only; a retry with the same Idempotency-Key gets the key without it.',
  })
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
  @ApiOperation({
    operationId: 'listKeys',
    summary: 'Lists the caller’s keys, newest first',
    description: 'In pages of `limit`; `nextCursor` leads to the next one. Revoked keys are left out unless asked for.',
  })
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
  @ApiOperation({
    operationId: 'revokeAllKeys',
    summary: 'Revokes all of the caller’s keys at once',
    description: 'Answers 200 when no replica accepts any of them any more. Repeating it is not an error.',
  })
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
  @ApiOperation({
    operationId: 'getKey',
    summary: 'Shows one key',
    description: 'A key of another owner is not found.',
  })
  @ApiOkResponse({ type: OneKeyAnswer })
  @ApiQueryProblems('key-not-found')
  get(@CurrentCaller() caller: UserCaller, @Param() { keyId }: KeyParams): Promise<OneKeyAnswer> {
    return this.queries.execute(new GetKeyQuery(caller, keyId));
  }

  @Get(':keyId/history')
  @ApiOperation({
    operationId: 'getKeyHistory',
    summary: 'Lists what happened to a key, when and by whom, oldest first',
    description: 'Every event of the key, in pages. No secret is ever among the details.',
  })
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
  @ApiOperation({
    operationId: 'changeKey',
    summary: 'Renames a key, changes its expiry, or both',
    description:
      'Not for a revoked key. An expired key can be given a later expiry, or none; it then counts against the limit of active keys again. ' +
      'The grace of a replaced secret ends with the expiry at the latest, and a later expiry does not extend it again.',
  })
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
  @ApiOperation({
    operationId: 'pauseKey',
    summary: 'Stops a key until it is resumed; repeating it is not an error',
    description:
      'No secret of the key works until then. A paused key still counts against the limit of active keys and keeps its reminder; it can be rotated and revoked, and expires.',
  })
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
  @ApiOperation({
    operationId: 'resumeKey',
    summary: 'Lets a paused key work again; repeating it is not an error',
    description: 'Its secrets work as before; what expired or ended meanwhile stays so.',
  })
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
  @ApiOperation({
    operationId: 'rotateKey',
    summary: 'Issues a new secret; the old one works until its grace ends',
    description: 'Name, scope, mode and expiry stay. Without grace the old secret stops at once.',
  })
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
  @ApiOperation({
    operationId: 'endGrace',
    summary: 'Stops the retired secrets of a key now',
    description: 'The current secret goes on working. Answers 200 when no replica accepts a retired one any more.',
  })
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
  @ApiOperation({
    operationId: 'revokeKey',
    summary: 'Revokes a key; repeating it is not an error',
    description:
      'For good. Answers 200 when no replica accepts the key any more, 202 when the change stands and this is not confirmed yet.',
  })
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
  @ApiOperation({
    operationId: 'setReminder',
    summary: 'Sets a rotation reminder by mail',
    description: 'A mail goes out some days before the current secret has the given age.',
  })
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
  @ApiOperation({
    operationId: 'clearReminder',
    summary: 'Clears the rotation reminder',
    description: 'Repeating it is not an error.',
  })
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
