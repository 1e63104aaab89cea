import ts from 'typescript';

export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** What declares a metric, and its type as docs/metrics.md calls it. */
const TYPES: Readonly<Record<string, string>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Histogram: 'histogram',
  CountingHistogram: 'histogram ◆',
  TracedHistogram: 'histogram ◆',
  SampledGauge: 'gauge ⏱',
  sampledGauge: 'gauge ⏱',
};
const NAME = /^(?:keyward|http)_[a-z_]+$/;

/**
 * The metrics that a source text declares. A name that no declaration spells, as in a table, belongs to the one that
 * takes its name from a variable.
 */
export function metricsIn(text: string): readonly Metric[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const names = new Set<string>();
  const declared: Metric[] = [];
  let byVariable: Omit<Metric, 'name'> = { type: 'unknown', labels: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && NAME.test(node.text)) names.add(node.text);
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression)) {
      const type = TYPES[node.expression.text];
      const options = node.arguments?.find(ts.isObjectLiteralExpression);
      if (type !== undefined && options !== undefined) {
        const name = valueOf(options, 'name');
        const metric = { type, labels: labelsOf(options) };
        if (name !== undefined && ts.isStringLiteral(name)) declared.push({ name: name.text, ...metric });
        else byVariable = metric;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const spelt = new Set(declared.map(({ name }) => name));
  return [...declared, ...[...names].filter((name) => !spelt.has(name)).map((name) => ({ name, ...byVariable }))];
}

function valueOf(options: ts.ObjectLiteralExpression, property: string): ts.Expression | undefined {
  return options.properties
    .filter(ts.isPropertyAssignment)
    .find(({ name }) => ts.isIdentifier(name) && name.text === property)?.initializer;
}

/** `labelNames`, or the one `label` of a CountingHistogram. */
function labelsOf(options: ts.ObjectLiteralExpression): readonly string[] {
  const label = valueOf(options, 'label');
  if (label !== undefined && ts.isStringLiteral(label)) return [label.text];
  const labels = valueOf(options, 'labelNames');
  return labels !== undefined && ts.isArrayLiteralExpression(labels)
    ? labels.elements.filter(ts.isStringLiteral).map(({ text }) => text)
    : [];
}
