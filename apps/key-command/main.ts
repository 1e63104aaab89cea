import '#process/signals';
import 'reflect-metadata';
import { runHttpService } from '#http';
import { keyCommandApp } from './key-command.app.js';
import { KeyCommandEnv } from './key-command.env.js';

await runHttpService('key-command', KeyCommandEnv, keyCommandApp);
