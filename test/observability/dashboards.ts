import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../..');
const DATASOURCE = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
/** As Grafana 10 and later read it, of what these use. */
const DASHBOARD = z.strictObject({
  uid: z.string().regex(/^[\w-]{1,40}$/),
  title: z.string().min(1),
  tags: z.array(z.string()),
  schemaVersion: z.literal(39),
  editable: z.boolean(),
  timezone: z.string(),
  refresh: z.string(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  templating: z.strictObject({ list: z.array(z.looseObject({ name: z.string(), type: z.string() })) }),
  panels: z.array(
    z.strictObject({
      id: z.int().positive(),
      type: z.enum(['timeseries', 'stat']),
      title: z.string().min(1),
      description: z.string().optional(),
      datasource: DATASOURCE,
      gridPos: z.strictObject({ x: z.int().min(0).max(16), y: z.int().min(0), w: z.literal(8), h: z.literal(8) }),
      fieldConfig: z.strictObject({ defaults: z.strictObject({ unit: z.string() }), overrides: z.tuple([]) }),
      targets: z
        .array(
          z.strictObject({
            refId: z.string(),
            datasource: DATASOURCE,
            expr: z.string().min(1),
            legendFormat: z.string(),
            range: z.boolean(),
            instant: z.boolean(),
            exemplar: z.literal(true).optional(),
          }),
        )
        .min(1),
    }),
  ),
});

export const DASHBOARDS = globSync('deploy/helm/keyward/files/dashboards/*.json', { cwd: ROOT }).map((path) =>
  DASHBOARD.parse(JSON.parse(readFileSync(resolve(ROOT, path), 'utf8'))),
);

/** A query as Grafana would send it for all namespaces and a scrape every second. */
export const asSent = (expr: string): string =>
  expr.replaceAll('$namespace', '.*').replaceAll('$__rate_interval', '10s');

/** Each query of each panel. */
export const QUERIES = DASHBOARDS.flatMap(({ title, panels }) =>
  panels.flatMap((panel) =>
    panel.targets.map(({ expr, exemplar: showsTraces = false }) => ({
      panel: `${title}, ${panel.title}`,
      showsTraces,
      expr: asSent(expr),
    })),
  ),
);
