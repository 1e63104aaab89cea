// What the dashboards for Grafana show. Three of them: verdicts, changes and how they reach the replicas, and what all
// that runs on. `npm run dashboards` writes them as files.

const COLUMNS = 24;
const SIZE = { w: 8, h: 8 };
const RATE = '$__rate_interval';

/** A metric of the namespace that is looked at; all of them where there is none. */
const of = (metric, labels = '') => `${metric}{namespace=~"$namespace"${labels === '' ? '' : `, ${labels}`}}`;
const rate = (metric, labels) => `rate(${of(metric, labels)}[${RATE}])`;
const rateBy = (by, metric, labels) => `sum by (${by}) (${rate(metric, labels)})`;
const sumBy = (by, metric, labels) => `sum by (${by}) (${of(metric, labels)})`;
const maxBy = (by, metric, labels) => `max by (${by}) (${of(metric, labels)})`;
const quantile = (q, by, metric, labels) =>
  `histogram_quantile(${String(q)}, ${rateBy(['le', ...by].join(', '), `${metric}_bucket`, labels)})`;
/** The median of all, and the slowest of a hundred of each. */
const slowness = (by, metric, labels) => [
  [quantile(0.5, [], metric, labels), 'p50'],
  [quantile(0.99, by, metric, labels), ['p99', ...by.map((label) => `{{${label}}}`)].join(' ')],
];
const budgetLeft = (bad, total, objective) =>
  `1 - (${bad}) / (${total}) / ${String(Math.round((1 - objective) * 1e6) / 1e6)}`;
const increase = (metric, labels) => `sum(increase(${of(metric, labels)}[30d]))`;

const WAIT = 'keyward_confirmation_wait_seconds';
const REVOCATION = 'kind="revocation"';
const UNCONFIRMED = 'keyward_unconfirmed_answers_total';
const VERDICTS = 'keyward_verdicts_total';
const UNAVAILABLE = 'code="verdict-unavailable"';

/** Of these, OpenMetrics names the traces: a panel shows them as points beside the lines. */
const NAMING_TRACES = ['keyward_verify_duration_seconds', WAIT, 'http_request_duration_seconds'];
const showsTraces = (type, expr) =>
  type !== 'stat' && NAMING_TRACES.some((metric) => expr.includes(`${metric}_bucket`));

/** A panel: what it is called, the unit, its queries with their legends, and what a reader has to know. */
const graph = (title, unit, queries, description = '') => ({ type: 'timeseries', title, unit, queries, description });
const number = (title, unit, query, description = '') => ({
  type: 'stat',
  title,
  unit,
  queries: [[query, '']],
  description,
});

const verdicts = dashboard('keyward-verdicts', 'Keyward: verdicts', [
  number(
    'Budget of 99.9 % left, 30 days',
    'percentunit',
    budgetLeft(`${increase(VERDICTS, UNAVAILABLE)} or vector(0)`, increase(VERDICTS), 0.999),
    'Of the questions that may go without a verdict; below 0 too many did.',
  ),
  number('Replicas that may answer', 'short', `sum(${of('keyward_replica_serving')})`),
  graph('Without a verdict', 'percentunit', [
    [of('keyward:verdicts_unavailable:ratio_rate5m'), '5 minutes'],
    [of('keyward:verdicts_unavailable:ratio_rate1h'), '1 hour'],
  ]),
  graph('Verdicts by door', 'reqps', [[rateBy('door', VERDICTS), '{{door}}']]),
  graph('Verdicts by code', 'reqps', [[rateBy('code', VERDICTS), '{{code}}']]),
  graph(
    'How long a caller waits',
    's',
    slowness(['door'], 'keyward_verify_duration_seconds'),
    'From the arrival of a question to its verdict, without the network; p50 is that of all doors together.',
  ),
  graph('Refused before a verdict', 'reqps', [
    [rateBy('door, reason', 'keyward_callers_refused_total', 'door!="management"'), '{{door}}: {{reason}}'],
  ]),
  graph('In flight', 'short', [
    [sumBy('instance', 'keyward_verdicts_waiting'), 'wait for the read model, {{instance}}'],
    [sumBy('instance', 'keyward_grpc_calls'), 'gRPC calls, {{instance}}'],
  ]),
  graph('Looked up in the cache', 'percentunit', [
    [
      `${rateBy('result', 'keyward_cache_lookups_total')} / ignoring (result) group_left sum(${rate('keyward_cache_lookups_total')})`,
      '{{result}}',
    ],
  ]),
  graph('Cache', 'short', [
    [sumBy('instance', 'keyward_cached_credentials'), 'credentials, {{instance}}'],
    [rateBy('instance', 'keyward_cache_evictions_total'), 'evictions a second, {{instance}}'],
  ]),
  graph('Connections', 'short', [
    [sumBy('instance', 'keyward_http_connections'), 'HTTP, {{instance}}'],
    [sumBy('instance', 'keyward_rpc_connections'), 'RPC, {{instance}}'],
    [sumBy('instance', 'keyward_grpc_connections'), 'gRPC, {{instance}}'],
  ]),
  graph('Connections and calls that were ended', 'cps', [
    [rateBy('reason', 'keyward_http_connections_ended_total'), 'HTTP: {{reason}}'],
    [rateBy('reason', 'keyward_rpc_connections_ended_total'), 'RPC: {{reason}}'],
    [rateBy('reason', 'keyward_grpc_connections_ended_total'), 'gRPC: {{reason}}'],
    [rateBy('reason', 'keyward_grpc_calls_ended_total'), 'gRPC call: {{reason}}'],
  ]),
]);

const changes = dashboard('keyward-changes', 'Keyward: changes and their confirmation', [
  number(
    'Budget of 99 % left, 30 days',
    'percentunit',
    budgetLeft(
      `${increase(`${WAIT}_count`, REVOCATION)} + ${increase(UNCONFIRMED, REVOCATION)} - ${increase(`${WAIT}_bucket`, `${REVOCATION}, le=~"1|1[.]0"`)}`,
      `${increase(`${WAIT}_count`, REVOCATION)} + ${increase(UNCONFIRMED, REVOCATION)}`,
      0.99,
    ),
    'Of the revocations that may be confirmed later than within a second; below 0 too many were.',
  ),
  graph('Revocations not confirmed within a second', 'percentunit', [
    [of('keyward:revocations_late:ratio_rate5m'), '5 minutes'],
    [of('keyward:revocations_late:ratio_rate1h'), '1 hour'],
  ]),
  graph('From a revocation to its confirmation', 's', slowness([], WAIT, REVOCATION)),
  graph('Answered 202, of the revocations', 'percentunit', [
    [
      `sum(${rate(UNCONFIRMED, REVOCATION)}) / (sum(${rate(UNCONFIRMED, REVOCATION)}) + sum(${rate(`${WAIT}_count`, REVOCATION)}))`,
      '202',
    ],
  ]),
  graph('Commands', 'reqps', [[rateBy('command, outcome', 'keyward_commands_total'), '{{command}}: {{outcome}}']]),
  graph('Queries', 'reqps', [[rateBy('query, outcome', 'keyward_queries_total'), '{{query}}: {{outcome}}']]),
  graph('What changes wait for', 'short', [
    [maxBy('instance', 'keyward_waiting_commands'), 'changes, {{instance}}'],
    [maxBy('instance', 'keyward_awaited_replicas'), 'replicas, {{instance}}'],
  ]),
  graph('Unpublished commits', 'short', [[maxBy('instance', 'keyward_unpublished_commits'), '{{instance}}']]),
  graph('Replicas', 'short', [
    [`max(${of('keyward_registry_replicas')})`, 'in the registry'],
    [`sum(${of('keyward_replica_serving')})`, 'may answer'],
  ]),
  graph('Key events that a replica has not applied', 'short', [
    [maxBy('instance', 'keyward_projection_lag_records'), '{{instance}}'],
  ]),
  graph('Leases', 'cps', [
    [rateBy('instance', 'keyward_replica_renewals_total'), 'renewed, {{instance}}'],
    [rateBy('instance', 'keyward_replica_lives_total'), 'joined, {{instance}}'],
    [rateBy('instance, reason', 'keyward_replica_lost_leases_total'), 'lost, {{reason}}, {{instance}}'],
    [rateBy('instance', 'keyward_replica_fenced_total'), 'removed by others, {{instance}}'],
    [rateBy('instance', 'keyward_replica_left_behind_total'), 'left by itself, {{instance}}'],
    [rateBy('instance', 'keyward_replica_failed_attempts_total'), 'attempts that failed, {{instance}}'],
  ]),
  graph('Parked owners, dead letters', 'short', [
    [maxBy('instance', 'keyward_parked_owners'), 'without verdicts, {{instance}}'],
    [maxBy('group', 'keyward_parked_keys'), 'skipped by {{group}}'],
    [sumBy('topic, group', 'keyward_dead_letters_total'), 'dead letters of {{topic}}, {{group}}'],
  ]),
  graph('Records that are not handled', 'short', [
    [maxBy('topic, group', 'keyward_consumer_lag_records'), '{{topic}}, {{group}}'],
  ]),
  graph('Nothing handled for', 's', [
    [maxBy('topic, group', 'keyward_consumer_stalled_seconds'), '{{topic}}, {{group}}'],
  ]),
  graph('Confirmed by no replica', 'cps', [
    [rateBy('instance', 'keyward_confirmed_by_no_replica_total'), '{{instance}}'],
  ]),
  graph('The oldest change that waits, or is not published', 's', [
    [maxBy('instance', 'keyward_waiting_commands_age_seconds'), 'waits for, {{instance}}'],
    [maxBy('instance', 'keyward_unpublished_commits_age_seconds'), 'unpublished for, {{instance}}'],
  ]),
]);

const platform = dashboard('keyward-platform', 'Keyward: processes and what they run on', [
  graph('Processes by version', 'short', [[`count by (version) (${of('keyward_build_info')})`, '{{version}}']]),
  graph('CPU, in cores', 'short', [[rateBy('instance', 'process_cpu_seconds_total'), '{{instance}}']]),
  graph('Memory', 'bytes', [[maxBy('instance', 'process_resident_memory_bytes'), '{{instance}}']]),
  graph('Event loop, p99', 's', [[maxBy('instance', 'nodejs_eventloop_lag_p99_seconds'), '{{instance}}']]),
  graph('HTTP by status, without verdicts', 'reqps', [
    [rateBy('status', 'http_request_duration_seconds_count'), '{{status}}'],
  ]),
  graph('HTTP by route, p99', 's', [
    [quantile(0.99, ['method', 'route'], 'http_request_duration_seconds'), '{{method}} {{route}}'],
  ]),
  graph('HTTP in flight, without verdicts', 'short', [[sumBy('instance', 'http_requests_in_flight'), '{{instance}}']]),
  graph('Callers refused', 'reqps', [
    [rateBy('door, reason', 'keyward_callers_refused_total'), '{{door}}: {{reason}}'],
  ]),
  graph('Kafka, p99 of the requests', 's', [
    [quantile(0.99, ['api'], 'keyward_kafka_request_duration_seconds'), '{{api}}'],
  ]),
  graph('Kafka, what went wrong', 'cps', [
    [rateBy('api', 'keyward_kafka_request_timeouts_total'), 'timed out: {{api}}'],
    [rateBy('instance', 'keyward_kafka_troubles_total'), 'tried again or replaced, {{instance}}'],
  ]),
  graph('MongoDB, how long connections are held and waited for', 's', [
    [quantile(0.99, [], 'keyward_mongo_connection_use_seconds'), 'held, p99'],
    [quantile(0.99, [], 'keyward_mongo_connection_wait_seconds'), 'waited for, p99'],
  ]),
  graph('MongoDB, connections and failures', 'short', [
    [sumBy('instance', 'keyward_mongo_connections_in_use'), 'in use, {{instance}}'],
    [rateBy('reason', 'keyward_mongo_failures_total'), '{{reason}} a second'],
  ]),
  graph('Uses on their way to activity', 'short', [
    [rateBy('outcome', 'keyward_usage_records_total'), '{{outcome}} a second, of replicas'],
    [sumBy('instance', 'keyward_usage_waiting_entries'), 'wait to be sent, {{instance}}'],
    [`max(${of('keyward_activity_lag_records')})`, 'records not shown'],
    [rateBy('outcome', 'keyward_activity_records_total'), '{{outcome}} a second'],
  ]),
  graph('How late uses are shown', 's', [[`max(${of('keyward_activity_lag_seconds')})`, 'late']]),
  graph('Uses that were counted less finely, or not', 'cps', [
    [`sum(${rate('keyward_usage_coarse_total')})`, 'by the hour'],
    [`sum(${rate('keyward_usage_by_key_total')})`, 'by key only'],
    [`sum(${rate('keyward_usage_lost_total')})`, 'records lost'],
  ]),
  graph('Reminders that are due', 'short', [[`max(${of('keyward_reminders_due')})`, 'due']]),
  graph('The oldest reminder that is due', 's', [[`max(${of('keyward_reminders_due_age_seconds')})`, 'due for']]),
  graph('Mails', 'cps', [[rateBy('outcome', 'keyward_reminder_mails_total'), '{{outcome}}']]),
  graph('Age of values that are asked for', 's', [
    [maxBy('instance', 'keyward_metrics_sample_age_seconds'), '{{instance}}'],
  ]),
  graph('Clocks, against that of Prometheus', 's', [
    [`max by (instance) (${of('keyward_clock_seconds')} - timestamp(${of('keyward_clock_seconds')}))`, '{{instance}}'],
  ]),
  graph('Certificates end in', 's', [
    [`min by (variable) (${of('keyward_certificate_expires_timestamp_seconds')}) - time()`, '{{variable}}'],
  ]),
]);

export const dashboards = [verdicts, changes, platform];

function dashboard(uid, title, panels) {
  const datasource = { type: 'prometheus', uid: '${datasource}' };
  const perRow = COLUMNS / SIZE.w;
  return {
    uid,
    title,
    tags: ['keyward'],
    schemaVersion: 39,
    editable: true,
    timezone: 'browser',
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        {
          name: 'namespace',
          label: 'Namespace',
          type: 'query',
          datasource,
          query: { query: 'label_values(keyward_build_info, namespace)', refId: 'namespace' },
          refresh: 2,
          includeAll: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
        },
      ],
    },
    panels: panels.map(({ type, title: name, unit, queries, description }, index) => ({
      id: index + 1,
      type,
      title: name,
      ...(description !== '' && { description }),
      datasource,
      gridPos: { ...SIZE, x: (index % perRow) * SIZE.w, y: Math.floor(index / perRow) * SIZE.h },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: queries.map(([expr, legend], at) => ({
        refId: String.fromCodePoint('A'.codePointAt(0) + at),
        datasource,
        expr,
        legendFormat: legend === '' ? '__auto' : legend,
        range: type !== 'stat',
        instant: type === 'stat',
        ...(showsTraces(type, expr) && { exemplar: true }),
      })),
    })),
  };
}
