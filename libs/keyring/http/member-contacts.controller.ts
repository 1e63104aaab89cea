import { Controller, Delete, HttpCode, Param, Query, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup } from '#http';
import { CurrentCaller, ServiceOrUserGuard, type Caller } from '#user-auth';
import { EraseContactCommand } from '../application/erase-contact.js';
import { ApiQueryProblems } from './api-command.decorator.js';
import { LeavesContact } from './contact-refresh.interceptor.js';
import { NoFields } from './no-fields.guard.js';
import { MEMBERS } from './groups.js';
import { MemberParams, MemberQuery } from './requests.dto.js';

/**
 * Where a member's mail goes. Unlike other calls of the owner this one does not refresh the address: it would be stored
 * to be erased.
 */
@ApiGroup(MEMBERS)
@ApiBearerAuth('user-token')
@ApiBearerAuth('service-token')
@UseGuards(ServiceOrUserGuard)
@LeavesContact()
@Controller('v1/members')
export class MemberContactsController {
  constructor(private readonly commands: CommandBus) {}

  @Delete(':userId/contact')
  @UseGuards(NoFields)
  @HttpCode(204)
  @ApiOperation({
    operationId: 'eraseContact',
    summary: 'Erases a member’s e-mail address',
    description:
      'The address and the name stored with it are erased everywhere. The member gets no reminder by mail until they set one again. ' +
      'Allowed to the member, and to the same callers as changing the member. Repeating it is not an error.',
  })
  @ApiNoContentResponse()
  @ApiQueryProblems('service-token-invalid', 'forbidden', 'member-unknown')
  erase(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: MemberParams,
    @Query() { orgId }: MemberQuery,
  ): Promise<void> {
    return this.commands.execute(new EraseContactCommand(caller, { userId, orgId }));
  }
}
