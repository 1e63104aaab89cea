import { type MetricsRegistry } from '#process';
import { Counter, Gauge } from 'prom-client';
import { type ConnectionEnd } from './grpc-connection.js';
import { type CallEnd } from './watched-call.js';

export interface GrpcGauges {
  readonly openConnections: () => number;
  readonly openCalls: () => number;
}

export interface GrpcCounters {
  readonly onConnectionEnd: (reason: ConnectionEnd) => void;
  readonly onCallEnd: (reason: CallEnd) => void;
}

/** Counts what is open. Returns what counts that which was ended. */
export function watchGrpc(metrics: MetricsRegistry, { openConnections, openCalls }: GrpcGauges): GrpcCounters {
  const registers = [metrics];
  new Gauge({
    name: 'keyward_grpc_connections',
    help: 'Open connections to the gRPC port.',
    registers,
    collect() {
      this.set(openConnections());
    },
  });
  new Gauge({
    name: 'keyward_grpc_calls',
    help: 'Open gRPC calls, streams included.',
    registers,
    collect() {
      this.set(openCalls());
    },
  });
  const connections = new Counter({
    name: 'keyward_grpc_connections_ended_total',
    help: 'gRPC connections that were ended because of what was sent, or because they went beyond a limit, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const calls = new Counter({
    name: 'keyward_grpc_calls_ended_total',
    help: 'gRPC calls that ended before their message had come, or because they went beyond a limit, by reason.',
    labelNames: ['reason'],
    registers,
  });
  return {
    onConnectionEnd: (reason) => {
      connections.inc({ reason });
    },
    onCallEnd: (reason) => {
      calls.inc({ reason });
    },
  };
}
