import { Counter, Gauge, type Registry } from 'prom-client'
import { errorCatalogue } from '../http/errors/catalogue.ts'
import { LabelValues } from '../ingest/label-values.ts'
import { submissionRefusalCodes } from './refusal-catalogue.ts'

/** Whoever holds a secret chooses origins; beyond this many distinct ones they count as `other`. */
const originsMax = 100

/** What a receiver counts; docs/metrics.md describes each. */
export type ReceiverMetrics = {
  /** Somebody with a token asks for something. */
  asked: (origin: string) => void
  received: (origin: string, bytes: number) => void
  /** @param origin undefined when nobody knows who it was */
  refused: (code: string, status: number, origin: string | undefined) => void
}

/** A spool as it was some seconds ago. */
type WatchedSpool = { waiting: () => Promise<number>; freeBytes: () => Promise<number> }

/**
 * Registers the metrics of a receiver, those of the reference (reference/operations.md 2.4) and ours; call it
 * once per registry.
 *
 * @param spool asked at each scrape
 */
export function createReceiverMetrics(registry: Registry, spool: WatchedSpool): ReceiverMetrics {
  const origins = new LabelValues(originsMax)
  const total = totals(registry)
  const byOrigin = originCounters(registry)
  const refusals = new Counter({
    name: 'treeline_receiver_refused_total',
    help: 'Requests to the receiver that were refused, by why',
    labelNames: ['code'],
    registers: [registry],
  })
  for (const code of [...submissionRefusalCodes, ...Object.keys(errorCatalogue)]) {
    refusals.inc({ code }, 0)
  }
  gauges(registry, spool)
  return {
    asked: (origin) => byOrigin.requests.inc({ origin: origins.bounded(normalised(origin)) }),
    received: (origin, bytes) => {
      const labels = { origin: origins.bounded(normalised(origin)) }
      total.submissions.inc()
      total.bytes.inc(bytes)
      byOrigin.submissions.inc(labels)
      byOrigin.bytes.inc(labels, bytes)
    },
    refused: (code, status, origin) => {
      refusals.inc({ code })
      if (origin !== undefined) {
        byOrigin.refusals.inc({ origin: origins.bounded(normalised(origin)) })
      }
      if (status === 401) total.unauthenticated.inc()
      else if (status >= 500) total.ourFaults.inc()
      else total.theirFaults.inc()
    },
  }
}

/** As the reference writes origins in its metrics (reference/operations.md 2.4). */
function normalised(origin: string): string {
  const words = origin
    .slice(0, 100)
    .toLowerCase()
    .split(/[^a-z\d]+/)
  return words.filter(Boolean).join('_') || 'other'
}

function totals(registry: Registry) {
  const counter = (name: string, help: string) => new Counter({ name, help, registers: [registry] })
  return {
    submissions: counter('kcidb_submissions_total', 'Submissions received'),
    bytes: counter('kcidb_submission_size_total', 'Bytes of submissions received, unpacked'),
    unauthenticated: counter('kcidb_errors_total', 'Requests without a valid token'),
    ourFaults: counter('kcidb_system_errors_total', 'Requests that could not be met'),
    theirFaults: counter(
      'kcidb_user_errors_total',
      'Requests that were refused for another reason',
    ),
  }
}

/** Nobody knows the origins before they come. */
function originCounters(registry: Registry) {
  const counter = (name: string, help: string) => {
    const made = new Counter({ name, help, labelNames: ['origin'], registers: [registry] })
    made.inc({ origin: 'other' }, 0)
    return made
  }
  return {
    requests: counter('treeline_receiver_requests_total', 'Requests with a valid token'),
    submissions: counter('kcidb_submissions_by_origin', 'Submissions received, by origin of token'),
    bytes: counter('treeline_receiver_bytes_total', 'Bytes of submissions received, unpacked'),
    refusals: counter('treeline_receiver_refused_by_origin_total', 'Requests refused, by origin'),
  }
}

function gauges(registry: Registry, spool: WatchedSpool): void {
  const started = performance.now()
  const gauge = (name: string, help: string, value: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // a folder that cannot be read is told of by whoever needs it
        this.set(await value().catch(() => Number.NaN))
      },
    })
  gauge('kcidb_json_files', 'Files in the root of the spool', () => spool.waiting())
  gauge('treeline_spool_free_bytes', 'Free on the disk of the spool', () => spool.freeBytes())
  gauge('kcidb_uptime_seconds', 'Time since the receiver was started', () =>
    Promise.resolve((performance.now() - started) / 1000),
  )
}
