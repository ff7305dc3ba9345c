import { beginOfDay } from '../../../domain/arrival-day.ts'
import type { DayWindow } from '../../../domain/metrics/day-windows.ts'
import type { Metrics } from '../../../read/metrics/read-metrics.ts'
import type { Block } from '../../wording/blocks.ts'
import { minuteText } from '../../wording/times.ts'
import { buildRegressions } from './build-regressions.ts'
import { coverage } from './coverage.ts'
import { labActivity } from './labs.ts'
import { topRegressions } from './top-regressions.ts'

/** The metrics of a week as people read them (notifications.md 2.14). */
export function metricsBody(metrics: Metrics, week: DayWindow, dashboard: string): Block[] {
  return [
    { kind: 'heading', text: 'KernelCI metrics' },
    { kind: 'paragraph', text: periodLine(week) },
    ...coverage(metrics),
    ...buildRegressions(metrics),
    ...topRegressions(metrics, dashboard),
    ...labActivity(metrics),
  ]
}

/** To the last minute of the last day, as people name the end of a week. */
function periodLine({ from, until }: DayWindow): string {
  const lastMinute = new Date(Date.parse(beginOfDay(until)) - 60_000)
  return `Period: ${minuteText(new Date(beginOfDay(from)))} to ${minuteText(lastMinute)}`
}
