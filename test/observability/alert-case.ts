/** What Prometheus sees, in the notation of promtool: `0+2x10` is 0, 2 … 20, `1x10` eleven times 1. */
export interface Situation {
  /** When the alerts are looked at. */
  readonly at: string;
  /** Between samples, and between evaluations. Default `1m`. */
  readonly every?: string;
  /** The pod that the alert has to name, where it is about one process. */
  readonly pod?: string;
  readonly series: Readonly<Record<string, string>>;
}

export interface AlertCase {
  readonly fires: Readonly<Record<string, Situation>>;
  readonly rests: Readonly<Record<string, Situation>>;
}
