import { Module } from '@nestjs/common';
import { type EventStore, type PublishingLoop } from '#event-store';
import { type Feature } from '#process';
import { RegistryBarrier } from '#propagation';
import { OperationsController } from './operations.controller.js';
import { Republishing } from './republishing.js';

export interface OperationsParts {
  readonly store: Pick<EventStore, 'readStored' | 'streamsSince'>;
  readonly publishing: Pick<PublishingLoop, 'republish'>;
  readonly barrier: RegistryBarrier;
}

/** What those who run Keyward ask of the write side. The guards of user-auth have to be there. */
@Module({})
export class OperationsModule {
  static forRoot({ store, publishing, barrier }: OperationsParts): Feature {
    return {
      module: OperationsModule,
      controllers: [OperationsController],
      providers: [
        { provide: Republishing, useValue: new Republishing(store, publishing) },
        { provide: RegistryBarrier, useValue: barrier },
      ],
      tasks: {},
    };
  }
}
