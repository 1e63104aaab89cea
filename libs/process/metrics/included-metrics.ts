import { type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client';
import { within } from '#async';

/** A metric with its values at one moment; can be cloned. */
export type MetricValues = MetricObjectWithValues<MetricValue<string>>;
type Ask = () => Promise<readonly MetricValues[]>;

const included = new WeakMap<Registry, Set<IncludedMetrics>>();

/**
 * Shows the metrics that `ask` answers with on `registry`'s page, too, until the returned function is called: those of
 * one name as one, by its aggregator.
 */
export function includeMetrics(registry: Registry, ask: Ask): () => void {
  const known = included.get(registry) ?? new Set();
  included.set(registry, known);
  const metrics = new IncludedMetrics(ask);
  known.add(metrics);
  return () => {
    known.delete(metrics);
  };
}

export function includedIn(registry: Registry): readonly IncludedMetrics[] {
  return [...(included.get(registry) ?? [])];
}

/** Metrics of another registry, and what they were when it answered last. */
class IncludedMetrics {
  private last: readonly MetricValues[] = [];
  private underWay: Promise<void> | undefined;

  constructor(private readonly ask: Ask) {}

  /** As they are now, if that is answered within `limitMs`, else as they were. Never rejects. */
  async latest(limitMs: number): Promise<readonly MetricValues[]> {
    this.underWay ??= this.refresh().finally(() => {
      this.underWay = undefined;
    });
    await within(limitMs, this.underWay);
    return this.last;
  }

  private async refresh(): Promise<void> {
    this.last = await this.ask().catch(() => this.last);
  }
}
