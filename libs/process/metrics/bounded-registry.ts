import { Registry } from 'prom-client';
import { within } from '#async';

/** A whole page takes no longer than this and what it takes to write it. */
const LIMIT_MS = 800;

/**
 * A registry whose page comes within a second, whatever a metric does: one that hangs or fails is shown as it was last,
 * or not at all.
 */
export class BoundedRegistry extends Registry {
  private readonly lastTexts = new Map<string, string>();
  private readonly underWay = new Map<string, Promise<string>>();

  /** @param onFailure called with a metric that threw. */
  constructor(private readonly onFailure: (metric: string, error: unknown) => void) {
    super();
  }

  override async metrics(): Promise<string> {
    const texts = await Promise.all(this.getMetricsAsArray().map(({ name }) => this.textOf(name)));
    return `${texts.join('\n\n')}\n`;
  }

  private async textOf(metric: string): Promise<string> {
    const text = this.underWay.get(metric) ?? this.written(metric);
    this.underWay.set(metric, text);
    return (await within(LIMIT_MS, text)) ?? this.lastTextOf(metric);
  }

  private async written(metric: string): Promise<string> {
    try {
      const text = await this.getSingleMetricAsString(metric);
      this.lastTexts.set(metric, text);
      return text;
    } catch (error) {
      this.onFailure(metric, error);
      return this.lastTextOf(metric);
    } finally {
      this.underWay.delete(metric);
    }
  }

  private lastTextOf(metric: string): string {
    return this.lastTexts.get(metric) ?? `# ${metric} has not answered yet`;
  }
}
