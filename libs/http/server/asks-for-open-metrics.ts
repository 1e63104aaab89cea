const OPEN_METRICS = 'application/openmetrics-text';
const TEXT = 'text/plain';

/** Whether an `Accept` names OpenMetrics, and the text format not before it. A wildcard names neither. */
export function asksForOpenMetrics(accept = ''): boolean {
  return mediaTypes(accept).find((type) => type === OPEN_METRICS || type === TEXT) === OPEN_METRICS;
}

/** Those that are acceptable at all, the most wanted first. */
function mediaTypes(accept: string): readonly string[] {
  return accept
    .toLowerCase()
    .split(',')
    .map((range) => {
      const [type, ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice('q='.length) ?? '1';
      return { type: type ?? '', quality: Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ type }) => type);
}
