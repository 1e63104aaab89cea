import { Module } from '@nestjs/common';
import { AnalyticsController, FilesController, OrganizationController, UsersController, WebInterfaceOnlyController } from './account.controllers.js';
import { ActionsController, COLLECTION_CONTROLLERS } from './collection.controllers.js';
import { Samples } from './samples.js';

/** A small business-intelligence API with sample data. Needs `ApiKeyGuardModule` in the application. */
@Module({
  controllers: [
    ...COLLECTION_CONTROLLERS, ActionsController, AnalyticsController, FilesController, UsersController, OrganizationController, WebInterfaceOnlyController,
  ],
  providers: [Samples],
})
export class BiApiModule {}
