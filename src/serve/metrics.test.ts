import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCatalogue } from '../http/errors/catalogue.ts'
import { startMetricsServer } from '../http/metrics-server.ts'
import type { RunningServer } from '../http/server/http-server.ts'
import { refusalCodes } from '../ingest/documents/refusal.ts'
import { createExcerptMetrics } from '../ingest/excerpts/excerpt-metrics.ts'
import { createIngestMetrics } from '../ingest/ingest-metrics.ts'
import { spoolRefusalCodes } from '../ingest/spool/reason.ts'
import { createJobMetrics, jobOutcomes } from '../jobs/job-metrics.ts'
import { pingPurpose } from '../jobs/pings/health-checks.ts'
import { schedule } from '../jobs/schedule.ts'
import { createDatabaseMetrics } from '../platform/database-metrics.ts'
import { fetchProblems } from '../platform/guarded-fetch/fetch-error.ts'
import { createFetchMetrics } from '../platform/guarded-fetch/fetch-metrics.ts'
import { createLog } from '../platform/log.ts'
import { LogCache } from '../read/logs/log-cache.ts'
import { createDeliveryMetrics } from '../notify/delivery/delivery-metrics.ts'
import { logPurposes } from '../read/logs/logs.ts'
import { createReceiverMetrics } from '../receiver/receiver-metrics.ts'
import { submissionRefusalCodes } from '../receiver/refusal-catalogue.ts'
import { statementErrorCodes, transientErrorCodes } from '../store/app/database-error-codes.ts'
import { openMemoryCache } from '../store/cache/open-cache.ts'
import { appWithoutDatabase } from '../testing/app-without-database.ts'

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')
const alarms = readFileSync(new URL('../../docs/operations/alarms.md', import.meta.url), 'utf8')

type Sample = { name: string; labels: Record<string, string>; value: number }
type Metric = { name: string; type: string; samples: Sample[] }

const jobNames = schedule.map(({ name }) => name)

let server: RunningServer
let metrics: Metric[]

/** Everything that a service with all roles declares, as the first scrape finds it. */
beforeAll(async () => {
  const { registry } = appWithoutDatabase()
  const pool = { totalCount: 0, idleCount: 0, waitingCount: 0 }
  const databaseMetrics = createDatabaseMetrics(registry, statementErrorCodes)
  databaseMetrics.watchPool('treeline serve', pool)
  databaseMetrics.watchTurns({ cheap: { busy: 0, waiting: 0 }, dear: { busy: 0, waiting: 0 } })
  createIngestMetrics(registry).queue(0)
  createFetchMetrics(registry, logPurposes)
  createFetchMetrics(registry, [pingPurpose])
  createExcerptMetrics(registry)
  createJobMetrics(registry, jobNames)
  await using cache = openMemoryCache()
  const bounds = { maxBytes: 0, maxAgeMs: 0 }
  new LogCache({ ...bounds, cache, log: createLog('silent'), metrics: registry })
  createDeliveryMetrics(registry).found({ queued: 0, held: 0, failed: 0, oldestSeconds: 0 })
  createReceiverMetrics(registry, () => Promise.resolve(0))
  server = await startMetricsServer(registry, createLog('silent'), { host: '127.0.0.1', port: 0 })
  metrics = parse(await (await fetch(`${server.url}/metrics/`)).text())
})
afterAll(() => server.close(0))

/** Prometheus' text format, as far as it is used here. */
function parse(text: string): Metric[] {
  return text.split(/^# HELP /m).flatMap((block) => {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/m.exec(block) ?? []
    const lines = [...block.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)]
    const samples = lines.map(([, sample = '', labels = '', value]) => ({
      name: sample,
      labels: labelsOf(labels),
      value: Number(value),
    }))
    return name === undefined || type === undefined ? [] : [{ name, type, samples }]
  })
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )
}

const own = () => metrics.filter(({ name }) => /^(?:django|kcidb|treeline)_/.test(name))

const samplesOf = (name: string) => metrics.find((metric) => metric.name === name)?.samples ?? []

const valuesOf = (name: string, label: string) =>
  [...new Set(samplesOf(name).map(({ labels }) => labels[label]))].toSorted()

describe('the first scrape', () => {
  it('shows every counter and histogram with 0', () => {
    const growing = own().filter(({ type }) => type !== 'gauge')
    expect(growing.length).toBeGreaterThan(20)
    for (const { name, samples } of growing) {
      expect(samples.length, name).toBeGreaterThan(0)
      expect(samples.filter(({ value }) => value !== 0)).toEqual([])
    }
  })

  it.each([
    ['treeline_ingest_refused_total', 'code', { ...refusalCodes, ...spoolRefusalCodes }],
    ['treeline_http_errors_total', 'code', errorCatalogue],
    ['treeline_metrics_port_errors_total', 'code', errorCatalogue],
    ['treeline_ingest_retries_total', 'code', asKeys([...transientErrorCodes, 'other'])],
    ['django_db_errors_total', 'type', asKeys([...statementErrorCodes, 'other'])],
    ['treeline_fetches_total', 'outcome', asKeys(['answered', ...fetchProblems])],
    ['treeline_fetches_total', 'purpose', asKeys([...logPurposes, pingPurpose])],
    ['treeline_job_runs_total', 'name', asKeys(jobNames)],
    ['treeline_job_runs_total', 'outcome', asKeys(jobOutcomes)],
    ['treeline_job_last_success_timestamp_seconds', 'name', asKeys(jobNames)],
    [
      'treeline_receiver_refused_total',
      'code',
      { ...errorCatalogue, ...asKeys(submissionRefusalCodes) },
    ],
    ['treeline_rollup_changes_total', 'table', asKeys(['builds', 'tests'])],
  ])('shows %s for every %s there is', (name, label, known) => {
    expect(valuesOf(name, label)).toEqual(Object.keys(known).toSorted())
  })

  it('shows every status that an answer can have', () => {
    const possible = Object.values(errorCatalogue).map(({ status }) => String(status))
    const shown = valuesOf('django_http_responses_total_by_status_total', 'status')
    expect(shown).toEqual(expect.arrayContaining(possible))
  })

  it.each([
    'django_http_requests_latency_seconds_by_view_method',
    'django_http_requests_total_by_view_transport_method_total',
    'django_http_responses_total_by_status_view_method_total',
  ])('shows %s for every route', (name) => {
    expect(valuesOf(name, 'view')).toEqual(
      expect.arrayContaining(['buildDetails', 'originsView', 'healthz', 'treeDetailsSummaryView']),
    )
  })
})

describe('docs/metrics.md', () => {
  type Row = { names: string; type: string; labels: string }
  const row = /^\| (?<names>`\w+`(?:, `\w+`)*) \| (?<type>\w+) \| (?<labels>[\w, ]*?) ?\| .+ \|$/gm
  const rows = [...page.matchAll(row)].flatMap(({ groups }) => {
    const { names, type, labels } = groups as Row
    const sorted = labels.split(', ').filter(Boolean).toSorted()
    return [...names.matchAll(/\w+/g)].map(([name]) => ({ name, type, labels: sorted }))
  })

  it('lists every metric with its type and labels, and no other', () => {
    const declared = own()
      .filter(({ name }) => name !== 'treeline_info')
      .map(({ name, type, samples }) => {
        const labels = new Set(samples.flatMap((sample) => Object.keys(sample.labels)))
        labels.delete('le')
        return { name, type, labels: [...labels].toSorted() }
      })
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    expect(rows.toSorted(byName)).toEqual(declared.toSorted(byName))
  })

  it('advises to watch only what the first scrape shows', () => {
    // a query stands on a line of its own
    const advice = [...alarms.matchAll(/^`.+`$/gm)].join('\n')
    const selectors = [...advice.matchAll(/\b((?:django|kcidb|treeline)_\w+)(?:\{([^}]*)\})?/g)]
    expect(selectors.length).toBeGreaterThan(5)
    for (const [selector, name, conditions = ''] of selectors) {
      const samples = own().flatMap((metric) => metric.samples.filter((one) => one.name === name))
      expect(
        samples.filter((sample) => meets(sample, conditions)).length,
        selector,
      ).toBeGreaterThan(0)
    }
  })
})

/** As PromQL selects: `a="b", c=~"d.*"`. */
function meets({ labels }: Sample, conditions: string): boolean {
  return [...conditions.matchAll(/(\w+)=(~?)"([^"]*)"/g)].every(
    ([, name = '', isPattern, wanted = '']) =>
      isPattern === '~'
        ? new RegExp(`^(?:${wanted})$`).test(labels[name] ?? '')
        : labels[name] === wanted,
  )
}

function asKeys(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true]))
}
