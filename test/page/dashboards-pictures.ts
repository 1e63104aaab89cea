import { test } from '@playwright/test';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { asSent, DASHBOARDS } from '../observability/dashboards.js';
import { PrometheusServer } from '../observability/prometheus-server.js';
import { startBusyProduct } from './kit/busy-product.js';
import { drawDashboard, type DrawnDashboard, type DrawnSeries, STYLE } from './kit/draw-dashboard.js';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');
const UPLOT = join(createRequire(import.meta.url).resolve('uplot'), '..');
/** Before what is drawn, so that each rate has its scrapes. */
const WARM_UP_S = 15;
const DRAWN_S = 60;

test.use({ viewport: { width: 1160, height: 600 } });

type Dashboard = (typeof DASHBOARDS)[number];
type Target = Dashboard['panels'][number]['targets'][number];

test('pictures of the dashboards', async ({ page }) => {
  const product = await startBusyProduct();
  try {
    await using prometheus = await PrometheusServer.watching([product.url]);
    const end = Math.floor(Date.now() / 1000) + WARM_UP_S + DRAWN_S;
    await product.keepBusy((WARM_UP_S + DRAWN_S) * 1000);
    for (const dashboard of DASHBOARDS) {
      const answered = await answers(prometheus, dashboard, end - DRAWN_S, end);
      await page.setContent('<!doctype html><title>Dashboard</title>');
      await page.addStyleTag({ path: join(UPLOT, 'uPlot.min.css') });
      await page.addStyleTag({ content: STYLE });
      await page.addScriptTag({ path: join(UPLOT, 'uPlot.iife.min.js') });
      await page.evaluate(drawDashboard, answered);
      const name = dashboard.uid.replace('keyward-', 'dashboard-');
      await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
    }
  } finally {
    await product.stop();
  }
});

/** What Grafana would draw of `dashboard`. */
async function answers(
  prometheus: PrometheusServer,
  { title, panels }: Dashboard,
  start: number,
  end: number,
): Promise<DrawnDashboard> {
  const times = Array.from({ length: end - start + 1 }, (_, second) => start + second);
  const seriesOf = async ({ expr, legendFormat }: Target): Promise<DrawnSeries[]> =>
    (await prometheus.range(asSent(expr), start, end)).map(({ metric, values }) => {
      const byTime = new Map(values.map(([time, value]) => [time, Number(value)]));
      return {
        legend: legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? ''),
        values: times.map((time) => {
          const value = byTime.get(time);
          return value === undefined || !Number.isFinite(value) ? null : value;
        }),
      };
    });
  return {
    title,
    times,
    panels: await Promise.all(
      panels.map(async ({ targets, fieldConfig, ...panel }) => ({
        ...panel,
        unit: fieldConfig.defaults.unit,
        series: (await Promise.all(targets.map(seriesOf))).flat(),
      })),
    ),
  };
}
