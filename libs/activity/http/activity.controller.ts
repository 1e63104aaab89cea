import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PageQuery } from '#http';
import { Queries } from '#use-cases';
import { CurrentCaller, type UserCaller, UserTokenGuard } from '#user-auth';
import { GetKeyActivityQuery } from '../application/get-key-activity.js';
import { ListActivityQuery } from '../application/list-activity.js';
import { ActivityListAnswer, KeyActivityAnswer } from './answers.dto.js';

/** What the caller's own keys were used for. Another owner's key is not found here. */
@ApiTags('Activity')
@ApiBearerAuth('user-token')
@UseGuards(UserTokenGuard)
@Controller('v1')
export class ActivityController {
  constructor(private readonly queries: Queries) {}

  @Get('keys/:keyId/activity')
  @ApiOperation({
    operationId: 'getKeyActivity',
    summary: 'Shows when, how often and for what a key was used, across rotations',
  })
  @ApiOkResponse({ type: KeyActivityAnswer })
  @ApiProblems('owner-inactive', 'key-not-found')
  get(@CurrentCaller() caller: UserCaller, @Param('keyId') keyId: string): Promise<KeyActivityAnswer> {
    return this.queries.execute(new GetKeyActivityQuery(caller, keyId));
  }

  @Get('activity')
  @ApiOperation({ operationId: 'listActivity', summary: 'Sums up the uses of all of the caller’s keys, newest first' })
  @ApiOkResponse({ type: ActivityListAnswer })
  @ApiProblems('owner-inactive')
  list(@CurrentCaller() caller: UserCaller, @Query() { limit, cursor }: PageQuery): Promise<ActivityListAnswer> {
    return this.queries.execute(new ListActivityQuery(caller, { limit, cursor }));
  }
}
