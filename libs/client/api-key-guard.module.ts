import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { API_KEY_GUARD_OPTIONS, type ApiKeyGuardOptions } from './api-key-guard.options.js';

/** Gives the whole application what `@UseGuards(ApiKeyGuard)` needs. Import it once. */
@Module({})
export class ApiKeyGuardModule {
  static forRoot(options: ApiKeyGuardOptions): DynamicModule {
    return this.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({
    imports = [],
    ...factory
  }: Pick<ModuleMetadata, 'imports'> &
    Pick<FactoryProvider<ApiKeyGuardOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: ApiKeyGuardModule,
      global: true,
      imports,
      providers: [{ provide: API_KEY_GUARD_OPTIONS, ...factory }],
      exports: [API_KEY_GUARD_OPTIONS],
    };
  }
}
