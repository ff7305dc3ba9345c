import type { Tally } from '../checks/tally.ts'
import type { RunningPrometheus } from './prometheus.ts'

const kinds = ['checkouts', 'builds', 'tests', 'issues', 'incidents']
const derivedTables = ['tree_listing', 'hardware_status', 'tree_tests_rollup', 'processed_items']

/** What a service at work has done, and must have counted: a metric that nobody feeds shows 0 for ever. */
const work: readonly string[] = [
  'django_http_requests_latency_seconds_by_view_method_count',
  'django_http_responses_total_by_status_view_method_total{status="200"}',
  'django_http_responses_body_total_bytes_sum',
  'treeline_http_errors_total',
  'treeline_ready_answers_total{source="door"}',
  'treeline_ready_answers_total{source="made"}',
  'treeline_ready_answers_bytes',
  'treeline_cache_file_bytes',
  'treeline_fetches_total',
  'django_db_execute_total',
  // of any state: at a moment when all are in use none is idle
  'treeline_pool_connections',
  'treeline_replica_fit',
  'treeline_replica_reads_total',
  'treeline_data_version',
  'treeline_data_as_of_timestamp_seconds',
  'treeline_newest_arrival_timestamp_seconds{table="checkouts"}',
  'treeline_newest_arrival_timestamp_seconds{table="issues"}',
  'treeline_newest_checkout_timestamp_seconds{origin="o"}',
  'kcidb_submissions_total',
  'kcidb_submissions_by_origin{origin="o"}',
  'kcidb_errors_total',
  'treeline_receiver_refused_total{code="not_json"}',
  'treeline_spool_free_bytes',
  'kcidb_ingestions_total',
  ...kinds.map((kind) => `kcidb_${kind}_total`),
  ...derivedTables.map((table) => `aggregation_records_written_total{table="${table}"}`),
  'treeline_ingest_batch_seconds_count',
  'treeline_ingest_refused_total',
  'treeline_excerpts_put_total{outcome="stored"}',
  'treeline_job_runs_total{name="verify", outcome="done"}',
  'treeline_job_last_success_timestamp_seconds{name="verify"}',
  'treeline_job_last_result{name="verify", what="builds"}',
  'treeline_mail_recipients_total{way="outbox", outcome="accepted"}',
  'treeline_notice_attempts_total{channel="webhook", outcome="delivered"}',
  'nodejs_eventloop_lag_p99_seconds',
]

/** Looks whether work shows in the metrics that are there for it. */
export async function checkWork({ query }: RunningPrometheus, tally: Tally): Promise<void> {
  for (const selector of work) {
    const [sum] = await query(`sum(${selector})`)
    const isCounted = (sum?.value ?? 0) > 0
    if (isCounted) tally.add(1, 0)
    else tally.check(`${selector} shows what was done`, false, String(sum?.value))
  }
}
