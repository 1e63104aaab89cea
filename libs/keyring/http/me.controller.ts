import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup } from '#http';
import { Queries } from '#use-cases';
import { CurrentCaller, UserTokenGuard, type UserCaller } from '#user-auth';
import { GetMeQuery } from '../application/get-me.js';
import { MeAnswer } from './answers.dto.js';
import { ApiQueryProblems } from './api-command.decorator.js';

@ApiGroup({ name: 'Me', description: 'Who the caller is, and what keys inherit from them.' })
@ApiBearerAuth('user-token')
@UseGuards(UserTokenGuard)
@Controller('v1/me')
export class MeController {
  constructor(private readonly queries: Queries) {}

  @Get()
  @ApiOperation({
    operationId: 'getMe',
    summary: 'Shows the caller’s role and permissions, and what keys inherit from them',
    description:
      'What a key of each scope may do is the smaller of its scope and what its owner’s role allows at that moment.',
  })
  @ApiOkResponse({ type: MeAnswer })
  @ApiQueryProblems()
  get(@CurrentCaller() caller: UserCaller): Promise<MeAnswer> {
    return this.queries.execute(new GetMeQuery(caller));
  }
}
