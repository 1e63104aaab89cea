import type uPlot from 'uplot';

export interface DrawnSeries {
  readonly legend: string;
  /** One for each second; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface DrawnPanel {
  readonly title: string;
  readonly type: 'timeseries' | 'stat';
  readonly unit: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly series: readonly DrawnSeries[];
}

export interface DrawnDashboard {
  readonly title: string;
  /** Seconds since 1970, of the values. */
  readonly times: readonly number[];
  readonly panels: readonly DrawnPanel[];
}

export const STYLE = `
  body { margin: 0; padding: 14px; background: #f4f5f5; color: #24292e; font: 13px/1.35 "DejaVu Sans", sans-serif; }
  h1 { font-size: 19px; margin: 0 0 12px; }
  main { display: grid; grid-template-columns: repeat(24, 1fr); grid-auto-rows: 28px; gap: 8px; }
  section { background: #fff; border: 1px solid #dcdee1; border-radius: 3px; padding: 8px 10px; display: flex; flex-direction: column; min-width: 0; overflow: hidden; }
  h2 { font-size: 13px; margin: 0 0 6px; }
  .plot { flex: 1; min-height: 110px; display: grid; place-items: center; overflow: hidden; }
  .number { font-size: 46px; font-weight: bold; color: #2f7d4f; }
  .none { font-size: 15px; color: #80868b; }
  ul { display: flex; flex-wrap: wrap; gap: 0 12px; margin: 4px 0 0; padding: 0; list-style: none; font-size: 11.5px; }
  li[style]::before { content: ''; display: inline-block; width: 12px; height: 3px; margin-right: 5px; vertical-align: middle; background: var(--line); }
`;

/** Runs in a browser that has uPlot and STYLE, and by itself: it is sent there as text. */
export function drawDashboard({ title, times, panels }: DrawnDashboard): void {
  const Plot = (window as unknown as { readonly uPlot: typeof uPlot }).uPlot;
  const COLOURS =
    '#3274a1 #d9822b #3a923a #c03d3e #8d69b8 #845b53 #d684bd #6b6b6b #a9aa35 #2eabb8 #1d3f72 #f2b134 #7a1f3d'.split(
      ' ',
    );
  const MOST_LEGENDS_PX = 84;
  const colourAt = (index: number) => COLOURS[index % COLOURS.length] ?? '';
  /** By the units' names in Grafana: the size of each step, and how it is called. */
  const STEPS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    short: { '': 1, ' K': 1e3, ' M': 1e6 },
    reqps: { ' req/s': 1, ' K req/s': 1e3 },
    cps: { ' c/s': 1, ' K c/s': 1e3 },
    percentunit: { ' %': 0.01 },
    bytes: { ' B': 1, ' KiB': 2 ** 10, ' MiB': 2 ** 20, ' GiB': 2 ** 30 },
    s: { ' µs': 1e-6, ' ms': 1e-3, ' s': 1, ' min': 60, ' h': 3600, ' d': 86_400 },
  };
  /** All in the step that suits the largest. */
  const written = (unit: string, values: readonly number[]): string[] => {
    const steps = Object.entries(STEPS[unit] ?? {});
    const largest = Math.max(...values.map(Math.abs));
    const step = steps.findLast(([, size]) => size <= largest) ?? steps[0];
    if (step === undefined) throw new Error(`how is ${unit} written?`);
    return values.map((value) => `${String(Number((value / step[1]).toPrecision(3)))}${step[0]}`);
  };
  const element = (parent: HTMLElement, name: string, className = '', text = '') => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return parent.appendChild(made);
  };

  const drawPlot = (box: HTMLElement, unit: string, series: readonly DrawnSeries[]) => {
    const axis = { stroke: '#555b61', font: '11px "DejaVu Sans"', ticks: { show: false }, grid: { stroke: '#e7e9eb' } };
    const topOfZeros = unit === 'percentunit' ? 0.05 : 1;
    new Plot(
      {
        width: box.clientWidth,
        height: box.clientHeight,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          y: { range: (_, lowest, highest) => [Math.min(0, lowest), highest > 0 ? 1.1 * highest : topOfZeros] },
        },
        axes: [
          {
            ...axis,
            size: 24,
            space: 70,
            values: (_, splits) => splits.map((at) => new Date(at * 1000).toLocaleTimeString('en-GB')),
          },
          {
            ...axis,
            size: 72,
            space: 28,
            values: (_, splits) => written(unit, splits),
            ...(unit === 'bytes' && { incrs: Array.from({ length: 50 }, (_, power) => 2 ** power) }),
          },
        ],
        series: [{}, ...series.map((_, index) => ({ stroke: colourAt(index), width: 1.5, points: { show: false } }))],
      },
      [[...times], ...series.map(({ values }) => [...values])],
      box,
    );
  };

  element(document.body, 'h1', '', title);
  const main = element(document.body, 'main');
  for (const {
    title: name,
    type,
    unit,
    series,
    gridPos: { x, y, w, h },
  } of panels) {
    const panel = element(main, 'section');
    panel.style.gridArea = `${String(y + 1)} / ${String(x + 1)} / span ${String(h)} / span ${String(w)}`;
    element(panel, 'h2', '', name);
    const plot = element(panel, 'div', 'plot');
    const last = series[0]?.values.at(-1) ?? null;
    if (series.length === 0) element(plot, 'span', 'none', 'no data');
    else if (type === 'stat') element(plot, 'span', 'number', last === null ? 'no data' : written(unit, [last])[0]);
    else {
      const legends = element(panel, 'ul');
      series.forEach(({ legend }, index) => {
        element(legends, 'li', '', legend).style.setProperty('--line', colourAt(index));
      });
      const more = element(legends, 'li');
      for (let left = 1; legends.offsetHeight > MOST_LEGENDS_PX; left += 1) {
        more.previousElementSibling?.remove();
        more.textContent = `and ${String(left)} more`;
      }
      drawPlot(plot, unit, series);
    }
  }
}
