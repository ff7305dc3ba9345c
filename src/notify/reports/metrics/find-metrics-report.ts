import { arrivalDayOf, beginOfDay } from '../../../domain/arrival-day.ts'
import { dayWindows } from '../../../domain/metrics/day-windows.ts'
import { readMetrics } from '../../../read/metrics/read-metrics.ts'
import type { Finding, Findings } from '../../report.ts'
import { letterOf } from '../../wording/letter.ts'
import { minuteText } from '../../wording/times.ts'
import { metricsBody } from './metrics-body.ts'

/** The seven days before today. */
const days = { start: 7, end: 0 }

/**
 * The metrics of the last seven whole UTC days beside those of the seven before (notifications.md 1.14): the numbers
 * of the metrics page for that window, read in the same way, so the two agree (notifications.md O-41).
 */
export async function findMetricsReport(finding: Finding): Promise<Findings> {
  const { database, now, told, links } = finding
  const today = arrivalDayOf(now)
  const { current } = dayWindows(today, days)
  const item = beginOfDay(current.from).slice(0, 'YYYY-MM-DD'.length)
  if ((await told('metrics', [item])).has(item)) return { reports: [], problems: [] }
  const metrics = await readMetrics(database, today, days)
  const subject = `KernelCI Metrics Report - ${minuteText(now)}`
  const body = metricsBody(metrics, current, links)
  return {
    reports: [
      {
        kind: 'metrics',
        items: [item],
        subject,
        subscribers: [],
        isRegression: false,
        render: () => letterOf(subject, body),
      },
    ],
    problems: [],
  }
}
