import 'reflect-metadata';
import { runOps } from './ops.js';

process.exitCode = await runOps(process.argv.slice(2), {
  env: process.env,
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
});
