import { expect, it } from '@jest/globals';
import { asksForOpenMetrics } from './asks-for-open-metrics.js';

/** What Prometheus 2.42 and 3 send. */
const PROMETHEUS = [
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,/;q=0.1',
];

it.each([
  ...PROMETHEUS,
  'application/openmetrics-text',
  'Application/OpenMetrics-Text; Version=1.0.0',
  'text/plain;q=0.3, application/openmetrics-text;q=0.4',
])('who sends %s gets OpenMetrics', (accept) => {
  expect(asksForOpenMetrics(accept)).toBe(true);
});

it.each([
  undefined,
  '',
  '*/*',
  'application/*',
  'text/html,application/xhtml+xml,*/*;q=0.8',
  'text/plain;version=0.0.4, application/openmetrics-text;q=0.9',
  'text/plain, application/openmetrics-text',
  'application/openmetrics-text;q=0',
  'application/openmetrics-text;q=nonsense',
  'application/openmetrics-textual',
  ',;,q=1',
])('who sends %s gets the text format', (accept) => {
  expect(asksForOpenMetrics(accept)).toBe(false);
});
