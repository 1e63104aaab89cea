import { SpanKind } from '@opentelemetry/api';
import { isTracing, openSpan, recordedParent } from '#process/tracing';
import { type RecordsHandler } from '../../subscriber.js';

/** `handle`, with a span for each record that was sent in a trace which is recorded: as long as its batch takes. */
export function traced(topic: string, handle: RecordsHandler): RecordsHandler {
  return async (records) => {
    if (!isTracing()) return handle(records);
    const spans = records.flatMap(({ headers, partition, offset }) => {
      const parent = recordedParent(headers);
      return parent === null ? [] : [{ partition, offset, ...openSpan(`process ${topic}`, SpanKind.CONSUMER, parent) }];
    });
    const endAll = (failed: boolean): void => {
      for (const { partition, offset, end } of spans)
        end(
          {
            'messaging.system': 'kafka',
            'messaging.destination.name': topic,
            'messaging.destination.partition.id': String(partition),
            'messaging.kafka.offset': offset,
          },
          failed,
        );
    };
    try {
      await handle(records);
      endAll(false);
    } catch (error) {
      endAll(true);
      throw error;
    }
  };
}
