import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SpoolFile } from '../spool-file.ts'
import { laneOf } from './lane.ts'
import { WaitingFiles } from './waiting-files.ts'

function received(lane: string, modifiedMs: number): SpoolFile {
  const id = `${lane}${String(modifiedMs).padStart(30, '0')}`
  return { name: `submission-${id}.json`, size: 1, modifiedMs }
}

function dropped(name: string, modifiedMs: number): SpoolFile {
  return { name, size: 1, modifiedMs }
}

function filled(files: readonly SpoolFile[], filesMax?: number): WaitingFiles {
  const waiting = new WaitingFiles(filesMax)
  for (const file of files) waiting.add(file)
  return waiting
}

const names = (files: readonly SpoolFile[]) => files.map(({ name }) => name)

test('hands out the oldest first, whenever it came', () => {
  const waiting = filled([dropped('c', 3), dropped('a', 1), dropped('b2', 2), dropped('b1', 2)])
  expect(names(waiting.take(2))).toEqual(['a', 'b1'])
  waiting.add(dropped('older', 0))
  waiting.add(dropped('newer', 4))
  expect(names(waiting.take(9))).toEqual(['older', 'b2', 'c', 'newer'])
  expect([waiting.size, waiting.bytes]).toEqual([0, 0])
})

test('lets lanes take turns, so that nobody waits for a backlog of somebody else', () => {
  const backlog = Array.from({ length: 1_000 }, (_, index) => received('aa', index))
  const waiting = filled([...backlog, received('bb', 5_000), dropped('x.json', 6_000)])
  expect(waiting.take(3).map(({ name }) => laneOf(name))).toEqual(['aa', 'bb', ''])
  waiting.add(received('cc', 7_000))
  expect(waiting.take(3).map(({ name }) => laneOf(name))).toEqual(['aa', 'cc', 'aa'])
})

test('forgets the newest of the longest lanes when there are too many', () => {
  const backlog = Array.from({ length: 20 }, (_, index) => received('aa', index))
  const few = [received('bb', 100), received('bb', 101)]
  const waiting = filled([...few, ...backlog], 10)
  expect(waiting.size + waiting.forgotten).toBe(22)
  expect(waiting.size).toBeLessThanOrEqual(15)
  const taken = names(waiting.take(99))
  expect(taken).toEqual(expect.arrayContaining(names(few)))
  expect(taken.filter((name) => laneOf(name) === 'aa')).toEqual(names(backlog).slice(0, 8))
  expect(waiting.isRunningLow).toBe(true)
})

test('lets nobody overtake what was forgotten, until it may have been found', () => {
  const backlog = Array.from({ length: 20 }, (_, index) => received('aa', index))
  const waiting = filled(backlog, 10)
  waiting.add(received('aa', 1_000))
  expect(waiting.take(99).every(({ modifiedMs }) => modifiedMs < 20)).toBe(true)
  waiting.beginLook()
  expect(waiting.forgotten).toBe(0)
  waiting.add(received('aa', 1_000))
  waiting.add(received('aa', 15))
  expect(waiting.take(99).map(({ modifiedMs }) => modifiedMs)).toEqual([15, 1_000])
})

test('loses no file and keeps the order within a lane, whatever comes and goes', () => {
  const file = fc.record({ lane: fc.constantFrom('aa', 'bb', 'cc'), at: fc.nat(1_000_000) })
  const step = fc.oneof(fc.record({ add: fc.array(file) }), fc.record({ take: fc.nat(20) }))
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const waiting = new WaitingFiles()
      const expected = new Map<string, SpoolFile>()
      for (const each of steps) {
        if ('add' in each) {
          for (const { lane, at } of each.add) {
            const added = received(lane, at)
            if (!waiting.has(added.name)) waiting.add(added)
            expected.set(added.name, added)
          }
          continue
        }
        for (const taken of waiting.take(each.take)) {
          const lane = laneOf(taken.name)
          const ofLane = [...expected.values()].filter(({ name }) => laneOf(name) === lane)
          expect(taken.modifiedMs).toBe(Math.min(...ofLane.map(({ modifiedMs }) => modifiedMs)))
          expected.delete(taken.name)
        }
      }
      expect(names(waiting.take(Infinity)).toSorted()).toEqual([...expected.keys()].toSorted())
    }),
  )
})
