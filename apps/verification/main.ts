import '#process/signals';
import 'reflect-metadata';
import { loadEnv } from '#env';
import { runHttpService } from '#http';
import { runService } from '#process';
import { runWorkers } from '#process/workers';
import { verificationApp } from './verification.app.js';
import { VerificationAppEnv } from './verification.env.js';

await runService(() => {
  const env = loadEnv(VerificationAppEnv);
  return runWorkers('verification', env, () => runHttpService('verification', VerificationAppEnv, verificationApp));
});
