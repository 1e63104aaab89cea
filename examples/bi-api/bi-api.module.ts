import { Module } from '@nestjs/common';
import {
  AdministrationController,
  BillingController,
  OrganizationController,
  UsersController,
} from './account.controllers.js';
import { AnalyticsController, FilesController } from './analytics.controllers.js';
import { ActionsController, COLLECTION_CONTROLLERS } from './collection.controllers.js';
import { Samples } from './samples.js';
import { UnknownRouteController } from './unknown-routes.js';

/** A small business-intelligence API with sample data. Needs `ApiKeyGuardModule` in the application. */
@Module({
  controllers: [
    ...COLLECTION_CONTROLLERS,
    ActionsController,
    AnalyticsController,
    FilesController,
    UsersController,
    OrganizationController,
    BillingController,
    AdministrationController,
    UnknownRouteController,
  ],
  providers: [Samples],
})
export class BiApiModule {}
