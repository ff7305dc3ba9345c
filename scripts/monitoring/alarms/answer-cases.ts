import type { AlarmCase } from './alarm-case.ts'

const answers = (status: string) =>
  `django_http_responses_total_by_status_total{status="${status}"}`
const errors = (code: string) => `treeline_http_errors_total{code="${code}"}`
const faster = (seconds: string) =>
  `django_http_requests_latency_seconds_by_view_method_bucket{view="tree", le="${seconds}"}`
const fetches = (outcome: string) => `treeline_fetches_total{purpose="proxy", outcome="${outcome}"}`
const failed = (type: string) => `django_db_errors_total{type="${type}"}`
const up = 'up{job="treeline", instance="a"}'
const lag = 'nodejs_eventloop_lag_p99_seconds{job="treeline"}'
const fit = (replica: string) => `treeline_replica_fit{replica="${replica}:5432"}`
const replaced = (reason: string) => `treeline_workers_replaced_total{reason="${reason}"}`
const waiting = 'treeline_pool_connections{pool="treeline serve", state="waiting"}'

/** Processes, answers and the database behind them. */
export const answerCases: readonly AlarmCase[] = [
  { alert: 'ProcessAway', raised: { [up]: '0+0x40' }, silent: { [up]: '1+0x28 0 1+0x10' } },
  { alert: 'NobodyAnswers', raised: {}, silent: { treeline_data_version: '0+0x40' } },
  {
    alert: 'EventLoopLate',
    raised: { [lag]: '0.6+0x40' },
    silent: { [lag]: '0.6+0x25 0.1 0.6+0x9' },
  },
  {
    alert: 'WorkersEnd',
    raised: { [replaced('hung')]: '0+0x10 1+0x30' },
    silent: { [replaced('ended')]: '3+0x40', [replaced('hung')]: '0+0x40' },
  },
  {
    alert: 'AnswersFail',
    raised: { [answers('200')]: '0+90x40', [answers('503')]: '0+6x40' },
    silent: {
      [answers('200')]: '0+90x40',
      [answers('404')]: '0+90x40',
      [answers('500')]: '0+4x40',
    },
  },
  {
    alert: 'MistakesOfOurs',
    raised: { [errors('internal')]: '0+0x10 1+0x30' },
    silent: { [errors('internal')]: '7+0x40', [errors('unavailable')]: '0+9x40' },
  },
  {
    alert: 'AnswersSlow',
    raised: { [faster('1')]: '0+90x40', [faster('5')]: '0+100x40', [faster('+Inf')]: '0+100x40' },
    silent: { [faster('1')]: '0+96x40', [faster('5')]: '0+100x40', [faster('+Inf')]: '0+100x40' },
  },
  {
    alert: 'RequestsTurnedAway',
    raised: { [errors('overloaded')]: '0+12x40' },
    silent: { [errors('overloaded')]: '0+3x40', [errors('unavailable')]: '0+90x40' },
  },
  {
    alert: 'CommitsNotFollowed',
    raised: { treeline_data_as_of_timestamp_seconds: '0+0x40' },
    silent: { treeline_data_as_of_timestamp_seconds: '0+60x40' },
  },
  {
    alert: 'LogHostsFail',
    raised: { [fetches('timed_out')]: '0+1x40' },
    silent: {
      [fetches('answered')]: '0+9x40',
      [fetches('cancelled')]: '0+9x40',
      [fetches('timed_out')]: '0+0.2x40',
    },
  },
  {
    alert: 'AddressesTried',
    raised: { [fetches('address_not_public')]: '0+0x10 1+0x30' },
    silent: { [fetches('host_not_allowed')]: '0+1x40' },
  },
  {
    alert: 'CacheFails',
    raised: { 'treeline_log_cache_total{event="failed"}': '0+0x10 1+0x30' },
    silent: { 'treeline_log_cache_total{event="miss"}': '0+1x40' },
  },
  {
    alert: 'DatabaseErrors',
    raised: { [failed('connection')]: '0+1x40' },
    silent: { [failed('57014')]: '0+1x40', [failed('connection')]: '0+0x28 1+0x10' },
  },
  {
    alert: 'StatementsTakeTooLong',
    raised: { [failed('57014')]: '0+1x40' },
    silent: { [failed('57014')]: '0+0.5x40' },
  },
  {
    alert: 'ConnectionsTooFew',
    raised: { [waiting]: '1+0x40' },
    silent: { [waiting]: '9+0x26 0 9+0x10' },
  },
  {
    alert: 'StatementsSlow',
    raised: {
      django_db_query_duration_seconds_sum: '0+11x40',
      django_db_query_duration_seconds_count: '0+10x40',
    },
    silent: {
      django_db_query_duration_seconds_sum: '0+9x40',
      django_db_query_duration_seconds_count: '0+10x40',
    },
  },
  {
    alert: 'ReplicaOutOfStep',
    raised: { [fit('one')]: '1+0x10 0+0x30', [fit('other')]: '1+0x40' },
    silent: { [fit('one')]: '0+0x25 1 0+0x14', [fit('other')]: '1+0x40' },
  },
]
