import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { ProtectedController } from './protected-controller.decorator.js';

@ProtectedController('analytics')
export class AnalyticsController {
  @Get('queries/:id/results')
  results(@Param('id') id: string): object {
    return {
      queryId: id,
      columns: ['month', 'revenue'],
      rows: [
        ['2026-01', 41_200],
        ['2026-02', 43_950],
      ],
    };
  }

  @Post('query')
  @HttpCode(200)
  query(): object {
    return this.results('q1');
  }
}

@ProtectedController('files')
export class FilesController {
  @Post()
  upload(): object {
    return { id: 'f1', status: 'stored' };
  }
}
