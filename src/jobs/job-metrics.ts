import { Counter, Gauge } from 'prom-client'
import type { MetricsRegistry } from '../platform/metrics/metrics.ts'

/** Every way in which a slot can end here; `lost` runs go on elsewhere, `killed` ones were elsewhere. */
export const jobOutcomes = [
  'done',
  'failed',
  'stopped',
  'lost',
  'killed',
  'superseded',
  'skipped',
] as const
export type JobOutcome = (typeof jobOutcomes)[number]

export type JobMetrics = {
  began: (job: string) => void
  /** @param seconds undefined for what did not run here */
  ended: (job: string, outcome: JobOutcome, seconds?: number) => void
  missed: (job: string, slots: number) => void
  /** The last success by any instance, in seconds since 1970. */
  succeeded: (job: string, atSeconds: number) => void
  /** The summary of the last run that has one, by any instance: numbers of it are shown. */
  did: (job: string, summary: unknown) => void
}

/** What jobs do, for alarms; docs/metrics.md describes each. */
export function createJobMetrics(registry: MetricsRegistry, jobs: readonly string[]): JobMetrics {
  const registers = [registry]
  const labelNames = ['name'] as const
  const running = new Gauge({
    name: 'treeline_job_running',
    help: 'Runs of a job that this process is at',
    labelNames,
    registers,
  })
  const duration = new Gauge({
    name: 'treeline_job_last_duration_seconds',
    help: 'Time of the last run that this process ended',
    labelNames,
    registers,
  })
  const success = new Gauge({
    name: 'treeline_job_last_success_timestamp_seconds',
    help: 'When a job ended well last, on any instance, in seconds since 1970',
    labelNames,
    registers,
  })
  const result = new Gauge({
    name: 'treeline_job_last_result',
    help: 'Numbers that the last run of a job, on any instance, ended with, by their names',
    labelNames: ['name', 'what'],
    registers,
  })
  const runs = new Counter({
    name: 'treeline_job_runs_total',
    help: 'Runs and slots by how they ended',
    labelNames: ['name', 'outcome'],
    registers,
  })
  const missed = new Counter({
    name: 'treeline_job_missed_slots_total',
    help: 'Slots that no instance took in time, as found by this process',
    labelNames,
    registers,
  })
  for (const name of jobs) {
    running.set({ name }, 0)
    duration.set({ name }, 0)
    success.set({ name }, 0)
    missed.inc({ name }, 0)
    for (const outcome of jobOutcomes) runs.inc({ name, outcome }, 0)
  }
  return {
    began: (name) => running.inc({ name }),
    ended: (name, outcome, seconds) => {
      runs.inc({ name, outcome })
      if (seconds === undefined) return
      running.dec({ name })
      duration.set({ name }, seconds)
    },
    missed: (name, slots) => missed.inc({ name }, slots),
    succeeded: (name, atSeconds) => success.set({ name }, atSeconds),
    did: (name, summary) => {
      for (const [what, value] of Object.entries(summary ?? {})) {
        if (typeof value === 'number') result.set({ name, what }, value)
      }
    },
  }
}
