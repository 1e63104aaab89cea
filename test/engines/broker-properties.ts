/** A way in: the broker listens on `inside` and tells clients that come this way to connect to `outside`. */
export interface Listener {
  readonly inside: string;
  readonly outside: string;
}

/** Which of several brokers it is. The ports are those of their controllers, its own at `index`. */
export interface Place {
  readonly index: number;
  readonly controllerPorts: readonly number[];
}

/**
 * Settings of a broker for tests, which is a controller as well. A single one is quick to start, to fail over to itself
 * and to rebalance; several have the time-outs that Kafka has by itself.
 */
export function brokerProperties(
  listeners: readonly Listener[],
  { index, controllerPorts }: Place,
): Readonly<Record<string, string>> {
  const controllers = controllerPorts.map((port) => `127.0.0.1:${String(port)}`);
  const controller = controllers[index] ?? '';
  const copies = String(controllers.length);
  const each = (text: (listener: Listener, name: string) => string): string[] =>
    listeners.map((listener, index) => text(listener, `CLIENTS${String(index)}`));
  return {
    'process.roles': 'broker,controller',
    'node.id': String(index + 1),
    'controller.quorum.voters': controllers.map((each, nth) => `${String(nth + 1)}@${each}`).join(','),
    listeners: [...each(({ inside }, name) => `${name}://${inside}`), `CONTROLLER://${controller}`].join(','),
    'advertised.listeners': each(({ outside }, name) => `${name}://${outside}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS0',
    'listener.security.protocol.map': [...each((_, name) => `${name}:PLAINTEXT`), 'CONTROLLER:PLAINTEXT'].join(','),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    // a killed broker may come back only when its session is over, by default after 9 s
    ...(controllers.length === 1 && { 'broker.session.timeout.ms': '2000', 'broker.heartbeat.interval.ms': '500' }),
    'num.network.threads': '2',
    'num.io.threads': '4',
    'log.cleaner.dedupe.buffer.size': '16777216',
  };
}
