import { type MetricsRegistry } from '#process';
import { Counter, Gauge, Histogram } from 'prom-client';
import { type MongoConnection } from './connect-mongo.js';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30];

/**
 * Metrics of a connection that was just opened, by what its pool tells anyway: that the driver tells of commands would
 * have it decode their answers once more.
 */
export function watchMongo(metrics: MetricsRegistry, connection: Pick<MongoConnection, 'getClient'>): void {
  const registers = [metrics];
  const waits = new Histogram({
    name: 'keyward_mongo_connection_wait_seconds',
    help: 'How long operations waited for a connection of the pool to MongoDB.',
    buckets: BUCKETS,
    registers,
  });
  const uses = new Histogram({
    name: 'keyward_mongo_connection_use_seconds',
    help: 'How long operations held a connection to MongoDB: what it takes to answer.',
    buckets: BUCKETS,
    registers,
  });
  const failures = new Counter({
    name: 'keyward_mongo_failures_total',
    help: 'Operations that got no connection to MongoDB, by reason: timeout, connectionError, poolClosed; and heartbeats that failed: heartbeat.',
    labelNames: ['reason'],
    registers,
  });
  const takenAt = new Map<string, number>();
  new Gauge({
    name: 'keyward_mongo_connections_in_use',
    help: 'Connections to MongoDB that operations hold now.',
    registers,
    collect() {
      this.set(takenAt.size);
    },
  });
  const nameOf = ({ address, connectionId }: PoolConnection): string => `${address} ${String(connectionId)}`;
  connection
    .getClient()
    .on('connectionCheckedOut', (event) => {
      takenAt.set(nameOf(event), performance.now());
      waits.observe(event.durationMS / 1000);
    })
    .on('connectionCheckedIn', (event) => {
      const since = takenAt.get(nameOf(event));
      if (since === undefined) return;
      takenAt.delete(nameOf(event));
      uses.observe((performance.now() - since) / 1000);
    })
    .on('connectionCheckOutFailed', ({ reason }) => {
      failures.inc({ reason });
    })
    .on('serverHeartbeatFailed', () => {
      failures.inc({ reason: 'heartbeat' });
    });
}

interface PoolConnection {
  readonly address: string;
  readonly connectionId: number | '<monitor>';
}
