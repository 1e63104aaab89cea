import { Module } from '@nestjs/common';
import { Republishing } from './republishing.js';
import { OperationsController } from './operations.controller.js';

/**
 * What those who run Keyward ask of the write side. Expects as global providers EVENT_STORE, `PublishingLoop` and
 * `RegistryBarrier`, and what the guards of user-auth need.
 */
@Module({ controllers: [OperationsController], providers: [Republishing] })
export class OperationsModule {}
