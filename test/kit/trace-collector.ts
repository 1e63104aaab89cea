import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { type Haystack } from './leak-scan.js';

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              attributes: z.array(attribute),
            }),
          ),
        }),
      ),
    }),
  ),
});

export interface CollectedSpan {
  readonly service: unknown;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Takes OTLP by HTTP, as JSON, and keeps all of it. */
export class TraceCollector {
  private readonly bodies: Buffer[] = [];
  private readonly server = createServer((request, response) => {
    void buffer(request).then((body) => {
      this.bodies.push(body);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });

  static async start(): Promise<TraceCollector> {
    const collector = new TraceCollector();
    await new Promise<void>((resolve) => collector.server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  get spans(): readonly CollectedSpan[] {
    return this.bodies.flatMap((body) =>
      exported.parse(JSON.parse(body.toString())).resourceSpans.flatMap(({ resource, scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) =>
          spans.map(({ attributes, parentSpanId, ...span }) => ({
            ...span,
            parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
            service: valuesOf(resource.attributes)['service.name'],
            attributes: valuesOf(attributes),
          })),
        ),
      ),
    );
  }

  /** As it came, for the search for secrets. */
  get received(): readonly Haystack[] {
    return this.bodies.map((bytes, at) => ({ name: `traces, export ${String(at)}`, bytes }));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function valuesOf(attributes: readonly z.infer<typeof attribute>[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
