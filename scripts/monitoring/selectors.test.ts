import { beforeAll, expect, it, test } from 'vitest'
import { firstScrape } from '../../src/serve/testing/first-scrape.ts'
import type { Metric } from '../../src/serve/testing/parse-metrics.ts'
import { choicesOf, queriesOf, readBoards } from './boards.ts'
import { referenceQueries } from './reference-boards.ts'
import { readAlerts } from './rules.ts'
import { meets, selectorsOf } from './selectors.ts'

test('finds what an expression asks for', () => {
  const expr =
    'sum by (view, le) (rate(a_bucket{view=~"$view", x!="}("}[5m])) / on (y) b > bool time() - 3 or c'
  expect(selectorsOf(expr)).toEqual([
    {
      name: 'a_bucket',
      matchers: [
        { label: 'view', operator: '=~', value: '$view' },
        { label: 'x', operator: '!=', value: '}(' },
      ],
    },
    { name: 'b', matchers: [] },
    { name: 'c', matchers: [] },
  ])
})

/** What Prometheus knows by itself. */
const ofPrometheus = new Set(['up', 'ALERTS'])
/** Labels that it adds. */
const added = new Set(['job', 'instance'])

let metrics: Metric[]
beforeAll(async () => {
  metrics = await firstScrape()
})

it.each([
  ['rules', () => readAlerts().map(({ expr }) => expr)],
  ['boards', () => readBoards().flatMap((board) => queriesOf(board).map(({ expr }) => expr))],
  [
    'choices of boards',
    () =>
      readBoards()
        .flatMap(choicesOf)
        .map(({ metric }) => metric),
  ],
  ['boards of the reference', () => referenceQueries.map(({ expr }) => expr)],
] as const)('the %s ask only for what the first scrape shows', (_, expressions) => {
  const selectors = expressions().flatMap(selectorsOf)
  expect(selectors.length).toBeGreaterThan(3)
  const unknown = selectors.filter(({ name, matchers }) => {
    if (ofPrometheus.has(name)) return false
    const own = matchers.filter(({ label }) => !added.has(label))
    const metric = metrics.find((each) => partsOf(each).has(name))
    const samples = metric?.samples.filter((sample) => sample.name === name) ?? []
    // garbage was not collected yet: its metric is there without samples
    const isEmpty = metric !== undefined && samples.length === 0 && own.length === 0
    return !isEmpty && !samples.some(({ labels }) => meets(labels, own))
  })
  expect(unknown).toEqual([])
})

/** What each process reads from the one database or spool, and shows as the others do (docs/metrics.md). */
const shownByEach =
  /kcidb_ingestion_queue|treeline_(?:mail|notices|excerpts)_(?:oldest_)?(?:waiting|seconds)|treeline_(?:newest|job_last)_\w+|treeline_\w+_version/

it('no rule and no board adds up what every process shows of one database or spool', () => {
  const asked = [...readAlerts(), ...readBoards().flatMap(queriesOf)].map(({ expr }) => expr)
  const shared = asked.filter((expr) => shownByEach.test(expr))
  expect(shared.length).toBeGreaterThan(10)
  expect(shared.filter((expr) => /\b(?:sum|avg|count)\b/.test(expr))).toEqual([])
})

/** Names under which the samples of a metric appear. */
function partsOf({ name, type }: Metric): Set<string> {
  const ends = type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
  return new Set(ends.map((end) => name + end))
}
