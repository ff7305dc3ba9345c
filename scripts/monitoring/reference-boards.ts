/** A query of a board of the reference. */
export type ReferenceQuery = { board: string; panel: string; expr: string }

const latency = 'django_http_requests_latency_seconds_by_view_method'
const named = '{view!="<unnamed view>"}'
const kinds = ['checkouts', 'tests', 'issues', 'builds', 'incidents']

/** What its three boards and its rules ask for, as far as it is exported there (reference/operations.md 2.5, 2.6). */
export const referenceQueries: readonly ReferenceQuery[] = [
  {
    board: 'Performance Dashboard',
    panel: 'Average Response Time by Endpoint',
    expr: `rate(${latency}_sum${named}[5m]) / rate(${latency}_count${named}[5m])`,
  },
  {
    board: 'Performance Dashboard',
    panel: 'Total Calls by Endpoint',
    expr: `${latency}_count${named}`,
  },
  ...['count', 'sum'].flatMap((part) =>
    [`sum by (view, method) (${latency}_${part})`, `round(increase(${latency}_${part}[1h]))`].map(
      (expr) => ({ board: 'Performance Dashboard', panel: 'Endpoint Performance Summary', expr }),
    ),
  ),
  ...['tree_listing', 'hardware_status', 'processed_items'].map((table) => ({
    board: 'Aggregation Process',
    panel: 'Records Written Rate',
    expr: `rate(aggregation_records_written_total{table="${table}"}[5m])`,
  })),
  {
    board: 'Ingester Performance',
    panel: 'Ingestions per second',
    expr: 'sum by (ingester) (rate(kcidb_ingestions_total[5m]))',
  },
  ...kinds.map((kind) => ({
    board: 'Ingester Performance',
    panel: 'Items processed per origin',
    expr: `sum by (origin) (rate(kcidb_${kind}_total[5m]))`,
  })),
  {
    board: 'rules',
    panel: 'DjangoHighResponseTime',
    expr: `histogram_quantile(0.95, rate(${latency}_bucket[5m]))`,
  },
  {
    board: 'rules',
    panel: 'DjangoDatabaseHighQueryTime',
    expr: 'rate(django_db_query_duration_seconds_sum[5m]) / rate(django_db_query_duration_seconds_count[5m])',
  },
  {
    board: 'rules',
    panel: 'DjangoHighErrorRate, with the suffix',
    expr: 'rate(django_http_responses_total_by_status_view_method_total[5m])',
  },
]
