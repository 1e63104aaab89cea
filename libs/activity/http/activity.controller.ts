import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup, ApiProblems, PageQuery } from '#http';
import { Queries } from '#use-cases';
import { CurrentCaller, type UserCaller, UserTokenGuard } from '#user-auth';
import { GetKeyActivityQuery } from '../application/get-key-activity.js';
import { ListActivityQuery } from '../application/list-activity.js';
import { ActivityListAnswer, KeyActivityAnswer, KeyActivityParams } from './answers.dto.js';

/** What the caller's own keys were used for. Another owner's key is not found here. */
@ApiGroup({ name: 'Activity', description: 'What the caller’s keys were used for, to the minute.' })
@ApiBearerAuth('user-token')
@UseGuards(UserTokenGuard)
@Controller('v1')
export class ActivityController {
  constructor(private readonly queries: Queries) {}

  @Get('keys/:keyId/activity')
  @ApiOperation({
    operationId: 'getKeyActivity',
    summary: 'Shows when, how often and for what a key was used, across rotations',
    description:
      'Counts are of accepted and denied requests, a few seconds late at most; last used and latest endpoint are of accepted ones.',
  })
  @ApiOkResponse({ type: KeyActivityAnswer })
  @ApiProblems('owner-inactive', 'key-not-found')
  get(@CurrentCaller() caller: UserCaller, @Param() { keyId }: KeyActivityParams): Promise<KeyActivityAnswer> {
    return this.queries.execute(new GetKeyActivityQuery(caller, keyId));
  }

  @Get('activity')
  @ApiOperation({
    operationId: 'listActivity',
    summary: 'Sums up the uses of all of the caller’s keys, newest first',
    description: 'In pages of `limit`; `nextCursor` leads to the next one. Flags rank all keys, not those of the page.',
  })
  @ApiOkResponse({ type: ActivityListAnswer })
  @ApiProblems('owner-inactive')
  list(@CurrentCaller() caller: UserCaller, @Query() { limit, cursor }: PageQuery): Promise<ActivityListAnswer> {
    return this.queries.execute(new ListActivityQuery(caller, { limit, cursor }));
  }
}
