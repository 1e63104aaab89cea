import { Body, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Put, type Type } from '@nestjs/common';
import { ApiCaller, type ApiUser } from '#client';
import { ProtectedController } from './protected-controller.decorator.js';
import { type CollectionName, type Item, Samples } from './samples.js';

/** List, get, create, update and delete: the same for every collection. */
function collectionController(name: CollectionName): Type {
  @ProtectedController(name)
  class CollectionController {
    constructor(@Inject(Samples) private readonly samples: Samples) {}

    @Get()
    list(@ApiCaller() { orgId }: ApiUser): { items: readonly Item[] } {
      return { items: this.samples.of(orgId).list(name) };
    }

    @Get(':id')
    get(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): Item {
      return this.samples.of(orgId).get(name, id);
    }

    @Post()
    create(@ApiCaller() { orgId }: ApiUser, @Body() fields?: object): Item {
      return this.samples.of(orgId).create(name, fields);
    }

    @Put(':id')
    replace(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string, @Body() fields?: object): Item {
      return this.samples.of(orgId).update(name, id, fields);
    }

    @Patch(':id')
    update(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string, @Body() fields?: object): Item {
      return this.samples.of(orgId).update(name, id, fields);
    }

    @Delete(':id')
    @HttpCode(204)
    remove(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): void {
      this.samples.of(orgId).remove(name, id);
    }
  }
  return CollectionController;
}

export const COLLECTION_CONTROLLERS = (['data-sources', 'dashboards', 'reports', 'goals', 'milestones'] as const).map(
  collectionController,
);

interface Started {
  readonly id: string;
  readonly status: 'started';
}

/** What can be done to one item besides changing it. */
@ProtectedController('')
export class ActionsController {
  constructor(@Inject(Samples) private readonly samples: Samples) {}

  @Post('data-sources/:id/sync')
  @HttpCode(202)
  sync(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): Started {
    return this.start(orgId, 'data-sources', id);
  }

  @Post('dashboards/:id/refresh')
  @HttpCode(202)
  refresh(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): Started {
    return this.start(orgId, 'dashboards', id);
  }

  @Post('reports/:id/generate')
  @HttpCode(202)
  generate(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): Started {
    return this.start(orgId, 'reports', id);
  }

  @Get('reports/:id/download')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  download(@ApiCaller() { orgId }: ApiUser, @Param('id') id: string): string {
    this.samples.of(orgId).get('reports', id);
    return 'week,orders\n2026-W01,218\n2026-W02,241\n';
  }

  private start(orgId: string, name: CollectionName, id: string): Started {
    return { id: this.samples.of(orgId).get(name, id).id, status: 'started' };
  }
}
