import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { type AdmissionOptions } from '../admission/admission-options.js';

export const API_KEY_GUARD_OPTIONS = Symbol('ApiKeyGuardOptions');

/** Gives the whole application what `@UseGuards(ApiKeyGuard)` needs. Import it once. */
@Module({})
export class ApiKeyGuardModule {
  static forRoot(options: AdmissionOptions): DynamicModule {
    return this.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({
    imports = [],
    ...factory
  }: Pick<ModuleMetadata, 'imports'> &
    Pick<FactoryProvider<AdmissionOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: ApiKeyGuardModule,
      global: true,
      imports,
      providers: [{ provide: API_KEY_GUARD_OPTIONS, ...factory }],
      exports: [API_KEY_GUARD_OPTIONS],
    };
  }
}
