import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { errorCatalogue } from '../http/errors/catalogue.ts'
import { refusalCodes } from '../ingest/documents/refusal.ts'
import { spoolRefusalCodes } from '../ingest/spool/reason.ts'
import { jobOutcomes } from '../jobs/job-metrics.ts'
import { pingPurpose } from '../jobs/pings/health-checks.ts'
import { schedule } from '../jobs/schedule.ts'
import { channelNames } from '../notify/channels/channel.ts'
import { fetchProblems } from '../platform/guarded-fetch/fetch-error.ts'
import { logPurposes } from '../read/logs/logs.ts'
import { submissionRefusalCodes } from '../receiver/refusal-catalogue.ts'
import {
  statementErrorCodes,
  transientErrorCodes,
} from '../store/app/errors/database-error-codes.ts'
import { firstScrape } from './testing/first-scrape.ts'
import type { Metric } from './testing/parse-metrics.ts'

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')

const jobNames = schedule.map(({ name }) => name)

let metrics: Metric[]
beforeAll(async () => {
  metrics = await firstScrape()
})

const own = () => metrics.filter(({ name }) => /^(?:aggregation|django|kcidb|treeline)_/.test(name))

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
    ['treeline_fetches_total', 'purpose', asKeys([...logPurposes, pingPurpose, ...channelNames])],
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
})

function asKeys(names: readonly string[]): Record<string, true> {
  return Object.fromEntries(names.map((name) => [name, true]))
}
