import { type CanActivate } from '@nestjs/common';
import { Problem } from '#contracts';
import { type Background } from '#process';

/** Lets nobody in before everything is started: what a start has to find out first is then not too late. */
export class StartedGuard implements CanActivate {
  constructor(private readonly background: Pick<Background, 'isStarted'>) {}

  canActivate(): true {
    if (!this.background.isStarted)
      throw new Problem('not-ready', 'This process is still starting. Try again shortly.', { retryAfter: 1 });
    return true;
  }
}
