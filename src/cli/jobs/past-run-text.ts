import type { PastRun } from '../../jobs/runs/run-history.ts'
import { harmlessText } from '../../platform/text/harmless-text.ts'

/** A run for people: a line of when, how, which and where, and one below it for a problem. */
export function pastRunText(run: PastRun): string {
  const { began_at: began, ended_at: ended, state, job, slot, host, process_id } = run
  const columns = [
    String(run.id).padStart(6),
    wholeSeconds(began),
    state.padEnd(10),
    job.padEnd(16),
    slot === null ? run.cause.padEnd(25) : `slot ${wholeSeconds(slot)}`,
    `on ${host}, process ${process_id}`,
    ...(ended === null ? [] : [`${seconds(began, ended)} s`]),
    ...(run.attempt > 1 ? [`attempt ${run.attempt}`] : []),
    ...(run.missed > 0 ? [`stands for ${run.missed} missed`] : []),
    ...summaryPairs(run.summary),
  ]
  const problem = run.problem === null ? '' : `        ${harmlessText(run.problem)}\n`
  return `${columns.map(harmlessText).join('  ').trimEnd()}\n${problem}`
}

function wholeSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`
}

function seconds(began: string, ended: string): string {
  return Math.max((Date.parse(ended) - Date.parse(began)) / 1000, 0).toFixed(1)
}

function summaryPairs(summary: unknown): string[] {
  if (typeof summary !== 'object' || summary === null) return []
  return Object.entries(summary).map(([name, value]) => `${name}=${String(value)}`)
}
