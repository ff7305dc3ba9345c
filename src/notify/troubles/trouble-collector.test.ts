import { expect, it } from 'vitest'
import type { Trouble } from './trouble.ts'
import { TroubleCollector } from './trouble-collector.ts'

const rules = { gatherMs: 10, quietMs: 1_000, forgetMs: 5_000, kindsMax: 2 }

function world() {
  const clock = { now: 0 }
  const dropped: number[] = []
  const collector = new TroubleCollector(
    (troubles) => dropped.push(troubles),
    rules,
    () => clock.now,
  )
  const counts = (all = false) =>
    collector.due({ all }).map(({ data }) => ('count' in data ? data.count : 0))
  const settle = () => collector.due().forEach((event) => collector.settle(event))
  return { clock, dropped, collector, counts, settle }
}

const refused = (code = 'invalid_document'): Trouble => ({ type: 'ingest.refused', code })

it('makes one event of a burst, and another one with the number of what comes after a while', () => {
  const { clock, collector, counts, settle } = world()
  for (let times = 0; times < 500; times += 1) collector.note(refused())
  expect(counts()).toEqual([])
  clock.now = 10
  expect(counts()).toEqual([500])
  settle()
  for (clock.now = 20; clock.now < 120; clock.now += 10) collector.note(refused())
  expect(counts()).toEqual([])
  clock.now = 1_010
  expect(counts()).toEqual([10])
  settle()
  clock.now = 3_000
  expect(counts()).toEqual([])
  collector.note(refused())
  clock.now = 3_010
  expect(counts()).toEqual([1])
})

it('tells the same event until it is told, whatever happens meanwhile', () => {
  const { clock, collector } = world()
  collector.note(refused())
  clock.now = 10
  const [first] = collector.due()
  collector.note(refused())
  clock.now = 2_000
  expect(collector.due()).toEqual([first])
  collector.settle(first!)
  clock.now = 3_000
  const [second] = collector.due()
  expect(second).toMatchObject({ data: { count: 1 } })
  expect(second!.id).not.toBe(first!.id)
})

it('keeps apart what is not the same, and shows the last request', () => {
  const { clock, collector } = world()
  const failed = (route: string, requestId: string): Trouble => {
    return { type: 'server.error', status: 500, code: 'internal', method: 'GET', route, requestId }
  }
  for (const id of ['a', 'b']) collector.note(failed('/api/build/{id}', id))
  collector.note(failed('/api/test/{id}', 'c'))
  clock.now = 10
  expect(collector.due().map(({ data }) => data)).toMatchObject([
    { route: '/api/build/{id}', count: 2, request_id: 'b' },
    { route: '/api/test/{id}', count: 1, request_id: 'c' },
  ])
})

it('remembers so many and no more, and counts what it drops', () => {
  const { clock, collector, dropped, counts } = world()
  for (const code of ['a', 'b', 'c', 'd', 'a']) collector.note(refused(code))
  expect(dropped).toEqual([1, 1])
  clock.now = 10
  expect(counts()).toEqual([2, 1])
  clock.now = 5_010
  expect(counts()).toEqual([])
  expect(dropped).toEqual([1, 1, 2, 1])
})

it('tells everything that it knows when the program ends', () => {
  const { collector, counts } = world()
  collector.note(refused())
  expect(counts(true)).toEqual([1])
})
