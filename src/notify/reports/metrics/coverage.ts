import type { Metrics } from '../../../read/metrics/read-metrics.ts'
import type { Block } from '../../wording/blocks.ts'
import { withCommas } from '../../wording/number-text.ts'
import { type Table, widthOf } from '../../wording/table.ts'
import { changeText } from './change.ts'

/** How much was tested, beside the week before (notifications.md 2.14, item 1). */
export function coverage(metrics: Metrics): Block[] {
  return [
    { kind: 'heading', text: 'Coverage' },
    { kind: 'table', table: coverageTable(metrics) },
    { kind: 'paragraph', text: 'Tests include boots; builds include those that only carry tests.' },
  ]
}

function coverageTable(metrics: Metrics): Table {
  const rows = [
    row('Trees monitored', metrics.n_trees, metrics.prev_n_trees, false),
    row('Checkouts', metrics.n_checkouts, metrics.prev_n_checkouts),
    row('Builds', metrics.n_builds, metrics.prev_n_builds),
    row('Tests', metrics.n_tests, metrics.prev_n_tests),
  ]
  const numbers = ['This week', 'Last week', 'Change'].map((title, place) => ({
    titles: [title],
    align: 'right' as const,
    width: widthOf([title, ...rows.map((cells) => cells[place + 1] ?? '')], 2),
  }))
  const labels = { titles: [''], align: 'left' as const, width: labelWidth }
  return { columns: [labels, ...numbers], rows, rules: 'columns' }
}

/** Fifteen columns and the margin. */
const labelWidth = 17

function row(label: string, now: number, before: number, withPercentage = true): string[] {
  return [label, withCommas(now), withCommas(before), changeText(now, before, withPercentage)]
}
