import 'reflect-metadata';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { Counter } from 'prom-client';
import { createLogger } from '../../logging/create-logger.js';
import { keepWorkers } from '../keep-workers.js';
import { thisWorker } from '../this-worker.js';

const { PORT = '0', WORKERS = '1', START = 'well' } = process.env;

if (!keepWorkers({ WORKERS, KEYWARD_TEST_CLOCK: false }, createLogger({ level: 'info', name: 'pool' }))) await serve();

async function serve(): Promise<void> {
  if (START === 'refused') {
    console.error('PORT: no');
    process.exit(1);
  }
  const worker = thisWorker();
  const metrics = worker?.metrics(pino({ enabled: false }));
  const counter = (name: string) => new Counter({ name, help: 'h', registers: metrics === undefined ? [] : [metrics] });
  const asked = counter('asked_total');
  const answers: Readonly<Record<string, () => string | Promise<string>>> = {
    '/pid': () => String(process.pid),
    '/metrics': () => metrics?.metrics() ?? '',
    '/die': () => process.exit(3),
  };
  const server = createServer((request, response) => {
    asked.inc();
    void Promise.resolve(answers[request.url ?? '']?.()).then((body) => {
      response.setHeader('connection', 'close');
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(Number(PORT), '127.0.0.1', resolve);
  });
  process.once('SIGTERM', () => process.exit(0));
  worker?.isReady();
}
