import { type INestApplication, Module, type Type } from '@nestjs/common';
import { GUARDS_METADATA, PARAMTYPES_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

@Module({})
class Described {}

/** What `describe` makes of `controllers` that this process does not serve: none of them is instantiated. */
export async function describedControllers<T>(
  controllers: readonly Type[],
  describe: (app: INestApplication) => T,
): Promise<T> {
  const app = await NestFactory.create(
    { module: Described, controllers: controllers.map(withoutDependencies) },
    new FastifyAdapter(),
    { preview: true, logger: false, abortOnError: false },
  );
  try {
    return describe(app);
  } finally {
    await app.close();
  }
}

/** Nest looks for what a controller is constructed with, and its guards, also where it only describes it. */
function withoutDependencies(Controller: Type): Type {
  const Alone = class extends Controller {};
  Reflect.defineMetadata(GUARDS_METADATA, [], Alone);
  Reflect.defineMetadata(PARAMTYPES_METADATA, [], Alone);
  return Alone;
}
