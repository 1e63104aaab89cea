import { defineConfig } from '@playwright/test';
import config from './playwright.config.js';

/** Takes the pictures of docs/pictures; these are no tests. */
export default defineConfig({
  ...config,
  testMatch: 'pictures.ts',
  workers: 1,
  timeout: 240_000,
  reporter: [['list']],
  projects: [
    {
      name: 'pictures',
      use: {
        viewport: { width: 1280, height: 740 },
        deviceScaleFactor: 1,
        contextOptions: { reducedMotion: 'reduce' },
      },
    },
  ],
});
