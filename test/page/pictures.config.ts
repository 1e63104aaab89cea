import { defineConfig } from '@playwright/test';
import config from './playwright.config.js';

const use = {
  viewport: { width: 1280, height: 740 },
  deviceScaleFactor: 1,
  contextOptions: { reducedMotion: 'reduce' },
} as const;

/** Takes the pictures of docs/pictures; these are no tests. */
export default defineConfig({
  ...config,
  workers: 1,
  timeout: 300_000,
  reporter: [['list']],
  projects: ['console', 'dashboards'].map((name) => ({
    name,
    testMatch: `${name}-pictures.ts`,
    use,
  })),
});
