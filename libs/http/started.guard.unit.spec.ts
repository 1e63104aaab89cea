import { expect, it } from '@jest/globals';
import { StartedGuard } from './started.guard.js';

it('refuses every call until the process is started', () => {
  const background = { isStarted: false };
  const guard = new StartedGuard(background);
  expect(() => guard.canActivate()).toThrow('still starting');
  background.isStarted = true;
  expect(guard.canActivate()).toBe(true);
});
