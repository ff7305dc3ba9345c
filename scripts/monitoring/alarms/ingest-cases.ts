import type { AlarmCase } from './alarm-case.ts'

const queue = 'kcidb_ingestion_queue{ingester="treeline"}'
const oldest = 'treeline_ingest_oldest_waiting_seconds'
const free = 'treeline_spool_free_bytes{instance="a"}'
const arrival = 'treeline_newest_arrival_timestamp_seconds{table="checkouts"}'
const refusals = (code: string) => `treeline_receiver_refused_total{code="${code}"}`
const retries = 'treeline_ingest_retries_total{code="connection"}'
const failures = 'kcidb_ingester_worker_failures_total{ingester="treeline"}'

/** The receiver, the spool and what is stored of it. */
export const ingestCases: readonly AlarmCase[] = [
  { alert: 'NobodyStores', raised: {}, silent: { [queue]: '0+0x40' } },
  {
    alert: 'BatchesRetried',
    raised: { [retries]: '0+1x40' },
    silent: { [retries]: '0+0x15 1+0x30' },
  },
  {
    alert: 'SubmissionsRefused',
    raised: { 'treeline_ingest_refused_total{code="not_json"}': '0+0x10 1+0x30' },
    silent: { 'treeline_ingest_refused_total{code="not_json"}': '4+0x40' },
  },
  {
    alert: 'SubmissionsNotKept',
    raised: { kcidb_system_errors_total: '0+0x28 1+0x10' },
    silent: { kcidb_system_errors_total: '0+0x10 1+0x30', kcidb_user_errors_total: '0+9x40' },
  },
  {
    alert: 'SpoolFills',
    atMinutes: 150,
    raised: { [queue]: '10001+0x160' },
    silent: { [queue]: '10001+0x30 9000+0x60 10001+0x70' },
  },
  { alert: 'SpoolStandsStill', raised: { [oldest]: '0+60x40' }, silent: { [oldest]: '899+0x40' } },
  {
    alert: 'DiskFills',
    atMinutes: 480,
    stepMinutes: 10,
    raised: { [free]: '100e9-1e9x50' },
    silent: { [free]: '100e9-2e8x50' },
  },
  {
    alert: 'SpoolCannotBeEmptied',
    raised: { 'treeline_ingest_unmoved_files{folder="archive"}': '1+0x40' },
    silent: { 'treeline_ingest_unmoved_files{folder="archive"}': '1+0x25 0 1+0x10' },
  },
  {
    alert: 'EntriesNeverTaken',
    raised: { 'treeline_ingest_untaken_entries{reason="folder"}': '1+0x40' },
    silent: { 'treeline_ingest_untaken_entries{reason="folder"}': '0+0x25 1+0x10' },
  },
  {
    alert: 'NothingArrives',
    atMinutes: 1_500,
    stepMinutes: 10,
    raised: { [arrival]: '0+0x160' },
    silent: { [arrival]: '7200+0x160' },
  },
  {
    alert: 'TokensTried',
    raised: { [refusals('authentication_failed')]: '0+5x40' },
    silent: { [refusals('authentication_failed')]: '0+2x40', [refusals('not_json')]: '0+90x40' },
  },
  {
    alert: 'WorkerThreadsEnd',
    raised: { [failures]: '0+0x10 1+0x30' },
    silent: { [failures]: '3+0x40' },
  },
  {
    alert: 'IngestHalted',
    raised: { 'treeline_ingest_halted{code="spool_unusable"}': '0+0x10 1+0x30' },
    silent: { 'treeline_ingest_halted{code="spool_unusable"}': '0+0x25 1+0x3 0+0x10' },
  },
  {
    alert: 'TreesFileBroken',
    raised: { treeline_trees_file_usable: '1+0x10 0+0x30' },
    silent: { treeline_trees_file_usable: '0+0x10 1+0x30' },
  },
  {
    alert: 'ExcerptsWait',
    raised: { treeline_excerpts_oldest_seconds: '3000+60x40' },
    silent: { treeline_excerpts_oldest_seconds: '0+60x40' },
  },
]
