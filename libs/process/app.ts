import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Background, type BackgroundTasks } from './background.js';
import { type Feature } from './feature.js';
import { LOGGER } from './logger.js';
import { READINESS } from './readiness.js';
import { bindFactory } from './token.js';

/** What a process is made of. */
export interface App {
  /** In the order in which their tasks start. No class alone: it would be a feature without its parts. */
  readonly features: readonly (Feature | DynamicModule)[];
  /** What starts before the features: what they are given. */
  readonly tasks?: BackgroundTasks;
  /** What counts for every route, whichever feature it is of. */
  readonly providers?: readonly Provider[];
}

@Module({})
class AppModule {}

/** The module of an app; it provides `Background`. @throws TypeError when two tasks have one name. */
export function appModule({ features, tasks: first = {}, providers = [] }: App): DynamicModule {
  const named = [first, ...features.map(tasksOf)].flatMap((some) => Object.entries(some));
  const tasks = Object.fromEntries(named);
  if (Object.keys(tasks).length < named.length)
    throw new TypeError(`two tasks have one name, so one would not run: ${named.map(([name]) => name).join(', ')}`);
  const background = bindFactory(
    Background,
    [READINESS, LOGGER],
    (readiness, logger) => new Background({ tasks, readiness, logger }),
  );
  return { module: AppModule, imports: [...features], providers: [background, ...providers] };
}

function tasksOf(feature: App['features'][number]): BackgroundTasks {
  return 'tasks' in feature ? feature.tasks : {};
}
