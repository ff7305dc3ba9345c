/** One thing that must be true before requests make sense. */
export type ReadinessCheck = {
  /** What is looked at: `database`, `migrations`, `demo data`. */
  name: string
  ok: boolean
  /** What is wrong and what to do about it; may be read by anybody, so no addresses or secrets. */
  message?: string
}

/** Whether this process can answer (docs/operations/alarms.md#health, `/readyz`). */
export type Readiness = { checks: readonly ReadinessCheck[] }
