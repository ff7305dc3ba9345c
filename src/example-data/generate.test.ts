import { describe, expect, it } from 'vitest'
import { isBootPath } from '../testing/naive/boot-path.ts'
import { demoData } from './demo-data.ts'
import {
  generateFinalItems,
  generateReceived,
  generateSubmissions,
  type FinalItems,
  type GenerateOptions,
} from './generate.ts'
import { missingVersion } from './incident-item.ts'
import { listNames, type Items, type Portion } from './submission.ts'

const now = new Date('2026-03-01T12:00:00Z')
const { tests: demoTests, days: demoDays } = demoData(now)
const demo = [...generateSubmissions(demoData(now))]
const arrived = collect(demo)

function collect(portions: Iterable<Portion>): Items {
  const all: Items = { checkouts: [], builds: [], tests: [], issues: [], incidents: [] }
  for (const portion of portions) {
    for (const name of listNames) (all[name] as unknown[]).push(...(portion[name] ?? []))
  }
  return all
}

function json(options: GenerateOptions): string {
  return JSON.stringify([...generateSubmissions(options)])
}

function portionsOf(finals: Iterable<FinalItems>): Portion[] {
  return Array.from(finals, ({ items }) => items)
}

/** The first item of each id, in the order of arrival. */
function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.toReversed().map((item) => [item.id, item]))
}

describe('generateSubmissions', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const bytes = json({ tests: 2_000, seed: 7, now })
    expect(json({ tests: 2_000, seed: 7, now })).toBe(bytes)
    expect(json({ tests: 2_000, seed: 8, now })).not.toBe(bytes)
  })

  it('moves times and nothing else with the clock', () => {
    const later = new Date(now.getTime() + 12_345_678)
    const timeless = (text: string) => text.replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"time"')
    const before = json({ tests: 500, seed: 3, now })
    const after = json({ tests: 500, seed: 3, now: later })
    expect(after).not.toBe(before)
    expect(timeless(after)).toBe(timeless(before))
  })

  it.each([1, 2, 37, 1_000, 30_011])('makes exactly %i different tests', (tests) => {
    const { tests: made } = collect(generateSubmissions({ tests, seed: 5, now }))
    expect(new Set(made.map(({ id }) => id)).size).toBe(tests)
  })

  it.each([0, -1, 1.5, NaN])('refuses %d tests', (tests) => {
    expect(() => [...generateSubmissions({ tests })]).toThrow(RangeError)
  })

  it('keeps submissions small and of one origin each', () => {
    for (const submission of demo) {
      const items = listNames.flatMap<{ origin: string }>((name) => submission[name] ?? [])
      expect(items.length).toBeGreaterThan(0)
      expect(items.length).toBeLessThan(900)
      expect(new Set(items.map(({ origin }) => origin)).size).toBe(1)
    }
  })
})

describe('the demo data', () => {
  it('covers the last days and nothing after now', () => {
    const beginning = now.getTime() - demoDays * 86_400_000
    const times = [...arrived.checkouts, ...arrived.builds, ...arrived.tests].map(
      ({ start_time }) => Date.parse(start_time),
    )
    expect(Math.min(...byChunks(times, Math.min))).toBeGreaterThan(beginning)
    expect(Math.max(...byChunks(times, Math.max))).toBeLessThanOrEqual(now.getTime())
    expect(Math.max(...byChunks(times, Math.max))).toBeGreaterThan(now.getTime() - 6 * 3_600_000)
  })

  it('has the asked size, most of it from maestro', () => {
    const tests = byId(arrived.tests)
    expect(tests.size).toBe(demoTests)
    const origins = Map.groupBy(tests.values(), ({ origin }) => origin)
    expect(origins.get('maestro')?.length).toBeGreaterThan(demoTests / 2)
    for (const origin of ['linaro', 'redhat', 'microsoft', 'ti', '0dayci', 'riscv', 'arm']) {
      expect(origins.get(origin)?.length).toBeGreaterThan(0)
    }
  })

  it('is skewed: a few huge checkouts, many small ones', () => {
    const checkoutOf = new Map(arrived.builds.map(({ id, checkout_id }) => [id, checkout_id]))
    const groups = Map.groupBy(arrived.tests, ({ build_id }) => checkoutOf.get(build_id))
    const sizes = [...groups.values()].map(({ length }) => length).toSorted((a, b) => b - a)
    const inLargest = sizes.slice(0, Math.ceil(sizes.length / 10)).reduce((a, b) => a + b, 0)
    expect(inLargest).toBeGreaterThan(demoTests / 2)
  })

  it('has all statuses, and results that are not known yet', () => {
    const statuses = new Set(arrived.tests.map(({ status }) => status))
    expect(statuses).toEqual(new Set(['PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE', undefined]))
    expect(new Set(arrived.builds.map(({ status }) => status))).toContain(undefined)
  })

  it('has branches with slashes, and commits with several checkouts', () => {
    const branches = new Set(arrived.checkouts.map((each) => each.git_repository_branch))
    expect(branches).toContain('for-next/core')
    expect(branches).toContain('chromeos-6.6/staging/x')
    const checkouts = [...byId(arrived.checkouts).values()]
    const commits = Map.groupBy(
      checkouts,
      ({ origin, git_commit_hash }) => `${origin} ${git_commit_hash}`,
    )
    expect([...commits.values()].some(({ length }) => length > 1)).toBe(true)
    expect(checkouts.some(({ git_commit_tags }) => (git_commit_tags?.length ?? 0) > 0)).toBe(true)
    expect(checkouts.some(({ tree_name }) => tree_name === undefined)).toBe(true)
  })

  it('has dummy builds with tests, and builds on kubernetes', () => {
    const dummies = arrived.builds.filter(({ id }) => id.startsWith('maestro:dummy_'))
    const tested = new Set(arrived.tests.map(({ build_id }) => build_id))
    expect(dummies.some(({ id }) => tested.has(id))).toBe(true)
    expect(arrived.builds.some(({ misc }) => misc?.['platform'] === 'kubernetes')).toBe(true)
  })

  it('has boots, measured values, excerpts, and tests without path or platform', () => {
    expect(arrived.tests.some(({ path }) => isBootPath(path ?? null))).toBe(true)
    expect(arrived.tests.some(({ path }) => path === undefined)).toBe(true)
    expect(arrived.tests.some(({ environment }) => environment === undefined)).toBe(true)
    expect(arrived.tests.some(({ number }) => number !== undefined)).toBe(true)
    expect(arrived.tests.some(({ log_excerpt }) => log_excerpt !== undefined)).toBe(true)
  })

  it('has incidents on builds and on tests, denied ones, and ones whose issue never comes', () => {
    const { incidents, issues } = arrived
    expect(incidents.some(({ build_id }) => build_id !== undefined)).toBe(true)
    expect(incidents.some(({ test_id }) => test_id !== undefined)).toBe(true)
    expect(new Set(incidents.map(({ present }) => present))).toEqual(
      new Set([true, false, undefined]),
    )
    expect(incidents.some(({ issue_version }) => issue_version === missingVersion)).toBe(true)
    expect(issues.some(({ version }) => version === missingVersion)).toBe(false)
    expect(new Set(issues.map(({ id }) => id)).size).toBeLessThan(issues.length)
  })

  it('brings some items late', () => {
    const order = new Map<string, number>()
    demo.forEach((submission, position) => {
      for (const name of listNames) {
        for (const { id } of submission[name] ?? []) {
          if (!order.has(id)) order.set(id, position)
        }
      }
    })
    const isLate = (child: string, parent: string | undefined) =>
      (order.get(parent ?? '') ?? 0) > (order.get(child) ?? 0)
    expect(arrived.tests.some(({ id, build_id }) => isLate(id, build_id))).toBe(true)
    expect(arrived.builds.some(({ id, checkout_id }) => isLate(id, checkout_id))).toBe(true)
    expect(arrived.incidents.some(({ id, test_id }) => isLate(id, test_id))).toBe(true)
    expect(arrived.incidents.some(({ id, issue_id }) => isLate(id, issue_id))).toBe(true)
  })
})

describe('generateReceived', () => {
  const received = [...generateReceived(demoData(now))]
  const times = received.map(({ receivedAt }) => receivedAt)

  it('receives the same submissions in their order, over all days, none after now', () => {
    expect(received.map(({ submission }) => submission)).toEqual(demo)
    expect(times).toEqual(times.toSorted())
    const days = new Set(times.map((time) => time.slice(0, 10)))
    expect(days.size).toBe(demoDays + 1)
    expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(now.getTime())
  })

  it('receives nothing before it began', () => {
    for (const { submission, receivedAt } of received) {
      const { checkouts = [], builds = [], tests = [] } = submission
      for (const { start_time } of [...checkouts, ...builds, ...tests]) {
        expect(start_time <= receivedAt).toBe(true)
      }
    }
  })
})

describe('generateFinalItems', () => {
  it('gives every item once, as the submissions leave it', () => {
    const final = collect(portionsOf(generateFinalItems({ tests: 3_000, seed: 4, now })))
    const sent = collect(generateSubmissions({ tests: 3_000, seed: 4, now }))
    for (const name of ['checkouts', 'builds', 'tests', 'incidents'] as const) {
      const merged = new Map<string, object>()
      for (const item of sent[name]) merged.set(item.id, { ...item, ...merged.get(item.id) })
      expect(merged.size).toBe(final[name].length)
      for (const item of final[name]) expect(merged.get(item.id)).toEqual(item)
    }
    expect(sent.tests.length).toBeGreaterThan(final.tests.length)
    expect(final.issues.length).toBe(sent.issues.length)
  })
})

/** Math.min and Math.max take no more than some 100,000 arguments. */
function byChunks(values: readonly number[], best: (...values: number[]) => number): number[] {
  return Array.from({ length: Math.ceil(values.length / 10_000) }, (_, index) =>
    best(...values.slice(index * 10_000, (index + 1) * 10_000)),
  )
}
