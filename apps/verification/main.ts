import '#process/signals';
import 'reflect-metadata';
import { runHttpService } from '#http';
import { verificationApp } from './verification.app.js';
import { VerificationAppEnv } from './verification.env.js';

await runHttpService('verification', VerificationAppEnv, verificationApp);
