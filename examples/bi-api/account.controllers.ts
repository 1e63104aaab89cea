import { Body, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiCaller, type ApiUser } from '#client';
import { ProtectedController } from './protected-controller.decorator.js';
import { type Item, Samples } from './samples.js';

@ProtectedController('users')
export class UsersController {
  constructor(@Inject(Samples) private readonly samples: Samples) {}

  @Get()
  list(@ApiCaller() { orgId }: ApiUser): { items: readonly Item[] } {
    return { items: this.samples.of(orgId).list('users') };
  }

  /** The person that the key, or the token, belongs to. */
  @Get('me')
  me(@ApiCaller() caller: ApiUser): ApiUser {
    return caller;
  }

  @Put('me/settings')
  replaceSettings(@Body() settings: object = {}): object {
    return settings;
  }

  @Patch('me/settings')
  updateSettings(@Body() settings: object = {}): object {
    return settings;
  }

  @Post('invitations')
  invite(): object {
    return { id: 'inv1', status: 'sent' };
  }

  @Get(':id')
  get(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): Item {
    return this.samples.of(orgId).get('users', id);
  }

  @Put(':id')
  replace(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string, @Body() fields?: object): Item {
    return this.samples.of(orgId).update('users', id, fields);
  }

  @Patch(':id')
  update(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string, @Body() fields?: object): Item {
    return this.samples.of(orgId).update('users', id, fields);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): void {
    this.samples.of(orgId).remove('users', id);
  }
}

@ProtectedController('organization')
export class OrganizationController {
  constructor(@Inject(Samples) private readonly samples: Samples) {}

  @Get()
  show(@ApiCaller() { orgId }: ApiUser): object {
    return this.samples.of(orgId).organization;
  }

  @Put()
  replace(@ApiCaller() { orgId }: ApiUser, @Body() fields?: object): object {
    return this.samples.of(orgId).describe(fields);
  }

  @Patch()
  update(@ApiCaller() { orgId }: ApiUser, @Body() fields?: object): object {
    return this.samples.of(orgId).describe(fields);
  }
}

@ProtectedController('billing')
export class BillingController {
  @Get('usage')
  usage(): object {
    return { period: '2026-02', queries: 1_204, storedRows: 50_115 };
  }

  /** No key gets here, whatever its scope and its owner's role: billing is changed in the web interface. */
  @Put('plan')
  changePlan(@Body() plan: object = {}): object {
    return plan;
  }
}

@ProtectedController('')
export class AdministrationController {
  /** No key gets here either. */
  @Put('subscription')
  changeSubscription(@Body() subscription: object = {}): object {
    return subscription;
  }

  /** Nor here: a key never manages keys. */
  @Get('api-keys')
  apiKeys(): object {
    return { items: [] };
  }

  @Get('audit')
  audit(): object {
    return { items: [{ at: '2026-02-03T08:00:00Z', who: 'ada', what: 'dashboard created' }] };
  }
}
