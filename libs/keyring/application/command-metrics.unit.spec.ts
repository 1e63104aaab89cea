import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { CommandMetrics } from './command-metrics.js';

it('shows how long changes waited to be confirmed, and how many answers were not', async () => {
  const registry = new Registry();
  const metrics = new CommandMetrics(registry, pino({ enabled: false }));
  const reached = (propagation: { readonly position: string | null; readonly confirmed: boolean }) =>
    metrics.propagated('revocation', Promise.resolve({ propagation: { replicas: 1, waitedMs: 0, ...propagation } }));
  await reached({ position: '0:1', confirmed: true });
  await reached({ position: '0:2', confirmed: false });
  await reached({ position: null, confirmed: false }); // not even published
  expect(await reached({ position: null, confirmed: true })).toMatchObject({ propagation: { confirmed: true } }); // nothing to wait for
  const page = await registry.metrics();
  expect(page).toMatch(/^keyward_confirmation_wait_seconds_count\{kind="revocation"\} 1$/m);
  expect(page).toMatch(/^keyward_confirmation_wait_seconds_bucket\{le="60",kind="revocation"\} 1$/m);
  expect(page).toMatch(/^keyward_unconfirmed_answers_total\{kind="revocation"\} 2$/m);
  expect(page).toMatch(/^keyward_confirmation_wait_seconds_count\{kind="other"\} 0$/m); // to be compared with from the start
  expect(page).toMatch(/^keyward_unconfirmed_answers_total\{kind="other"\} 0$/m);
});
