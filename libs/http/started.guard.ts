import { type CanActivate, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Problem } from '#contracts';
import { Background } from '#process';

/** Refuses requests until everything is started, so that the checks of the start come first. */
export class StartedGuard implements CanActivate {
  constructor(private readonly background: Pick<Background, 'isStarted'>) {}

  canActivate(): true {
    if (!this.background.isStarted)
      throw new Problem('not-ready', 'This process is still starting. Try again shortly.', { retryAfter: 1 });
    return true;
  }
}

/** Among an app's providers: no route before everything is started. */
export const NO_CALL_BEFORE_THE_START: Provider = {
  provide: APP_GUARD,
  inject: [Background],
  useFactory: (background: Background) => new StartedGuard(background),
};
