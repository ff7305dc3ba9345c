import type { Metrics } from '../../../read/metrics/read-metrics.ts'
import type { Block } from '../../wording/blocks.ts'
import { withCommas } from '../../wording/number-text.ts'
import { type Column, type Table, widthOf } from '../../wording/table.ts'

/** How many problems of builds each origin reported (notifications.md 2.14, item 2). */
export function buildRegressions(metrics: Metrics): Block[] {
  const origins = Object.entries(metrics.build_incidents_by_origin)
  return [
    { kind: 'heading', text: 'Build regressions' },
    {
      kind: 'paragraph',
      text: 'A build regression is a problem that somebody reported; it may concern any number of builds, or none.',
    },
    origins.length === 0
      ? { kind: 'paragraph', text: 'There is nothing to show: no build had a problem this week.' }
      : { kind: 'table', table: regressionsTable(metrics, origins) },
  ]
}

type OriginCounts = Metrics['build_incidents_by_origin'][string]

function regressionsTable(metrics: Metrics, origins: [string, OriginCounts][]): Table {
  const rows = origins.map(([origin, counts]) => {
    const top = metrics.top_issues_by_origin[origin] ?? []
    const topCounts = top.map(({ total_incidents }) => withCommas(total_incidents))
    return [origin, ...countCells(counts), ...topCounts]
  })
  const total = ['Total', ...countCells(sumOf(origins.map(([, counts]) => counts)))]
  return { columns: columnsFor([...rows, total]), rows, total, rules: 'across' }
}

function countCells(counts: OriginCounts): string[] {
  const { n_existing_issues, n_new_issues, n_total_issues, total_incidents } = counts
  return [
    withCommas(n_existing_issues),
    `+ ${withCommas(n_new_issues)}`,
    `= ${withCommas(n_total_issues)}`,
    withCommas(total_incidents),
  ]
}

/** The titles of the columns and the least width of each. */
const layout: readonly { titles: readonly string[]; width: number }[] = [
  { titles: ['Origin'], width: 12 },
  { titles: ['Known'], width: 6 },
  { titles: ['New'], width: 6 },
  { titles: ['Total'], width: 6 },
  { titles: ['Affected', 'builds'], width: 16 },
  { titles: ['Builds of', '#1'], width: 11 },
  { titles: ['', '#2'], width: 10 },
  { titles: ['', '#3'], width: 10 },
]

/** Wider than usual where a cell would touch its neighbour. */
function columnsFor(rows: readonly (readonly string[])[]): Column[] {
  return layout.map(({ titles, width }, place) => {
    const isFirst = place === 0
    const cells = rows.map((row) => row[place] ?? '')
    return {
      titles,
      align: isFirst ? 'left' : 'right',
      width: widthOf(cells, isFirst ? 3 : 1, width),
    }
  })
}

function sumOf(all: readonly OriginCounts[]): OriginCounts {
  const sum = (count: (counts: OriginCounts) => number) =>
    all.reduce((total, counts) => total + count(counts), 0)
  return {
    total_incidents: sum((counts) => counts.total_incidents),
    n_new_issues: sum((counts) => counts.n_new_issues),
    n_existing_issues: sum((counts) => counts.n_existing_issues),
    n_total_issues: sum((counts) => counts.n_total_issues),
  }
}
