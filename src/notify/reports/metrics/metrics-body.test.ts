import { expect, it } from 'vitest'
import type { Metrics } from '../../../read/metrics/read-metrics.ts'
import { letterOf } from '../../wording/letter.ts'
import { plainText } from '../../wording/plain-text.ts'
import { metricsBody } from './metrics-body.ts'
import { withoutStyle } from '../../testing/without-style.ts'

const week = { from: 9664, until: 9671 }
const lab = (builds: number, boots: number, tests: number) => ({ builds, boots, tests })
const issue = (id: string, total_incidents: number, comment: string) => ({
  id,
  version: 1,
  comment,
  total_incidents,
})

const metrics: Metrics = {
  n_trees: 64,
  n_checkouts: 1_005,
  n_builds: 10_000,
  n_tests: 1_234_567,
  n_issues: 12,
  n_incidents: 340,
  build_incidents_by_origin: {
    maestro: { total_incidents: 1_520, n_new_issues: 4, n_existing_issues: 21, n_total_issues: 25 },
    microsoft: { total_incidents: 3, n_new_issues: 1, n_existing_issues: 0, n_total_issues: 1 },
  },
  top_issues_by_origin: {
    maestro: [
      issue(
        'maestro:a1',
        980,
        `implicit declaration of function 'foo' in drivers/net/ethernet/a.c`,
      ),
      issue('maestro:a/2', 120, `${'very '.repeat(20)}long`),
      issue('maestro:a3', 1, ''),
    ],
    microsoft: [issue('microsoft:1', 3, '#regzbot introduced\nby nobody')],
  },
  new_issues_by_origin: {},
  lab_maps: {
    'lava-collabora': lab(1_200, 4_000, 500_000),
    broonie: lab(300, 40, 1_005),
    'lava-new': lab(1, 0, 5),
  },
  prev_n_trees: 59,
  prev_n_checkouts: 1_000,
  prev_n_builds: 11_000,
  prev_n_tests: 1_234_567,
  prev_lab_maps: {
    'lava-collabora': lab(1_100, 4_100, 480_000),
    broonie: lab(280, 30, 1_000),
    'lava-Gone': lab(9, 2, 500),
    'lava-away': lab(1, 1, 1),
  },
}

const nothing: Metrics = {
  n_trees: 0,
  n_checkouts: 0,
  n_builds: 0,
  n_tests: 0,
  n_issues: 0,
  n_incidents: 0,
  build_incidents_by_origin: {},
  top_issues_by_origin: {},
  new_issues_by_origin: {},
  lab_maps: {},
  prev_n_trees: 0,
  prev_n_checkouts: 0,
  prev_n_builds: 0,
  prev_n_tests: 0,
  prev_lab_maps: {},
}

const body = (change: Partial<Metrics> = {}) =>
  metricsBody({ ...metrics, ...change }, week, 'https://d.example.org')
const textOf = (change?: Partial<Metrics>) => plainText(body(change))

it('shows two origins and five labs, as text and as a page', async () => {
  const { text, html } = letterOf('KernelCI Metrics Report - 2026-06-24 00:00 UTC', body())
  await expect(text).toMatchFileSnapshot('golden/metrics.txt')
  await expect(withoutStyle(html)).toMatchFileSnapshot('golden/metrics.html')
})

it('says that there is nothing to show', async () => {
  await expect(textOf(nothing)).toMatchFileSnapshot('golden/no-metrics.txt')
})

it.each([
  [['a', 'b'], ['c', 'd'], '2 labs sent results, as many as last week.'],
  [['a'], [], '1 lab sent results, 1 more than last week.'],
  [['a', 'b'], ['a', 'b', 'c'], '2 labs sent results, 1 fewer than last week.'],
])('counts labs: %j after %j', (now, before, sentence) => {
  const labs = (names: string[]) => Object.fromEntries(names.map((name) => [name, lab(1, 1, 1)]))
  expect(textOf({ lab_maps: labs(now), prev_lab_maps: labs(before) })).toContain(sentence)
})

it('leaves labs that are gone out where there is no other', () => {
  expect(textOf({ lab_maps: {} })).not.toContain('lava-Gone')
})

it('keeps columns apart, however large the numbers and long the names', () => {
  const large = 1_234_567_890
  const origin = 'a-very-long-name-of-an-origin'
  const counts = {
    total_incidents: large,
    n_new_issues: large,
    n_existing_issues: large,
    n_total_issues: large,
  }
  const text = textOf({
    n_tests: large,
    prev_n_tests: 1,
    build_incidents_by_origin: { [origin]: counts },
    top_issues_by_origin: { [origin]: ['x', 'y', 'z'].map((id) => issue(id, large, id)) },
    lab_maps: { constructor: lab(large, large, large) },
  })
  const number = '1,234,567,890'
  expect(text).toMatch(
    new RegExp(`${origin} +${number} +\\+ ${number} += ${number}( +${number}){4}\n`),
  )
  expect(text).toMatch(
    /constructor \* +1,234,567,890 +1,234,567,890 +1,234,567,890 +\+1,234,567,890\n/,
  )
  expect(text).toMatch(/Tests +1,234,567,890 +1 +\+1,234,567,889 \(\+123456788900%\)/)
})
