import { type MetricsRegistry } from '#process';
import { Counter, Histogram } from 'prom-client';
import { type KafkaObserver } from './kafka-connection.js';

/** Metrics of all requests of a process to the brokers. */
export function watchKafka(metrics: MetricsRegistry): KafkaObserver {
  const registers = [metrics];
  const durations = new Histogram({
    name: 'keyward_kafka_request_duration_seconds',
    help: 'Time from a request to its answer by a broker, by the name of the request in Kafka’s protocol.',
    labelNames: ['api'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const timeouts = new Counter({
    name: 'keyward_kafka_request_timeouts_total',
    help: 'Requests that no broker answered in time, by the name of the request in Kafka’s protocol.',
    labelNames: ['api'],
    registers,
  });
  return {
    answered: (api, durationMs) => {
      durations.observe({ api }, durationMs / 1000);
    },
    timedOut: (api) => {
      timeouts.inc({ api });
    },
  };
}
