import { type MetricsRegistry } from '#process';
import { Counter, Gauge } from 'prom-client';
import { type EndReason } from './rpc-connection.js';

/**
 * Counts the connections that there are. Returns what counts those that were ended because they went beyond a limit.
 */
export function watchRpc(metrics: MetricsRegistry, open: () => number): (reason: EndReason) => void {
  new Gauge({
    name: 'keyward_rpc_connections',
    help: 'Open connections to the RPC port.',
    registers: [metrics],
    collect() {
      this.set(open());
    },
  });
  const ended = new Counter({
    name: 'keyward_rpc_connections_ended_total',
    help: 'RPC connections that were ended because of what was sent, or because they went beyond a limit, by reason.',
    labelNames: ['reason'],
    registers: [metrics],
  });
  return (reason) => {
    ended.inc({ reason });
  };
}
