import { text } from '../text/text';
import { count } from '../time/format';

export interface Uses {
  readonly accepted: number;
  readonly denied: number;
}

interface BarsProps {
  /** Oldest first. */
  readonly uses: readonly Uses[];
  readonly width: number;
  readonly height: number;
  readonly name: string;
}

/** Requests over time: accepted, and denied on top. A picture; what it tells in words is its label. */
export function Bars({ uses, width, height, name }: BarsProps) {
  const highest = Math.max(1, ...uses.map(({ accepted, denied }) => accepted + denied));
  const step = width / Math.max(1, uses.length);
  const scale = (n: number) => (n === 0 ? 0 : Math.max(1, (n / highest) * (height - 3)));
  const total = uses.reduce((sum, { accepted, denied }) => sum + accepted + denied, 0);
  return (
    <svg
      className="bars"
      width={width}
      height={height}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={text.keys.bars(name, count(total))}
      preserveAspectRatio="none"
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className="bars-base" />
      {uses.map(({ accepted, denied }, at) => {
        const x = at * step;
        const barWidth = Math.max(1, step - 0.8);
        const top = height - 1 - scale(accepted);
        return (
          <g key={at}>
            <rect className="bars-accepted" x={x} width={barWidth} y={top} height={scale(accepted)} />
            <rect className="bars-denied" x={x} width={barWidth} y={top - scale(denied)} height={scale(denied)} />
          </g>
        );
      })}
    </svg>
  );
}
