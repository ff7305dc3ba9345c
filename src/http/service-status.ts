import type { Freshness } from '../read/service/read-freshness.ts'

/** What a person wants to know who opens the address of the service. */
export type ServiceStatus = {
  version: string
  /** Roles that this process runs: api, ingest, jobs. */
  roles: readonly string[]
  startedAt: Date
  /** Null when the database did not answer. */
  freshness: Freshness | null
  /** Where metrics are served; null when they are turned off. */
  metricsUrl: string | null
}
