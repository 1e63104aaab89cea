/** A way in: the broker listens on `inside` and tells clients that come this way to connect to `outside`. */
export interface Listener {
  readonly inside: string;
  readonly outside: string;
}

/**
 * Settings of a single broker for tests, which is its own controller: quick to start, to fail over to itself and to
 * rebalance.
 */
export function brokerProperties(
  listeners: readonly Listener[],
  controllerPort: number,
): Readonly<Record<string, string>> {
  const controller = `127.0.0.1:${String(controllerPort)}`;
  const each = (text: (listener: Listener, name: string) => string): string[] =>
    listeners.map((listener, index) => text(listener, `CLIENTS${String(index)}`));
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${controller}`,
    listeners: [...each(({ inside }, name) => `${name}://${inside}`), `CONTROLLER://${controller}`].join(','),
    'advertised.listeners': each(({ outside }, name) => `${name}://${outside}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS0',
    'listener.security.protocol.map': [...each((_, name) => `${name}:PLAINTEXT`), 'CONTROLLER:PLAINTEXT'].join(','),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    // a killed broker may come back only when its session is over, by default after 9 s
    'broker.session.timeout.ms': '2000',
    'broker.heartbeat.interval.ms': '500',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'log.cleaner.dedupe.buffer.size': '16777216',
  };
}
