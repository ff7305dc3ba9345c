import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Overloaded } from './overloaded.ts'
import { type Turn, TurnQueue } from './turn-queue.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const minute = 60_000

describe('a queue for turns', () => {
  it('lets so many work at a time, first come first served, whoever leaves', async () => {
    const event = fc.oneof(
      fc.constant('come' as const),
      fc.record({ leaves: fc.nat() }),
      fc.record({ ends: fc.nat() }),
    )
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(event), async (places, events) => {
        const queue = new TurnQueue(places)
        const expected = { waiting: [] as number[], busy: [] as number[] }
        const turns = new Map<number, Turn>()
        const leaving = new Map<number, AbortController>()
        const fill = () => {
          while (expected.busy.length < places && expected.waiting.length > 0)
            expected.busy.push(...expected.waiting.splice(0, 1))
        }
        for (const [number, one] of events.entries()) {
          if (one === 'come') {
            const controller = new AbortController()
            leaving.set(number, controller)
            queue.take(minute, controller.signal).then(
              (turn) => turns.set(number, turn),
              () => {},
            )
            expected.waiting.push(number)
          } else if ('leaves' in one) {
            const [who] = expected.waiting.splice(one.leaves % (expected.waiting.length || 1), 1)
            if (who !== undefined) leaving.get(who)?.abort()
          } else {
            const [who] = expected.busy.splice(one.ends % (expected.busy.length || 1), 1)
            if (who !== undefined) turns.get(who)?.end()
            // once more changes nothing
            if (who !== undefined) turns.get(who)?.end()
          }
          fill()
          await vi.advanceTimersByTimeAsync(0)
          expect([queue.busy, queue.waiting]).toEqual([
            expected.busy.length,
            expected.waiting.length,
          ])
          expect(expected.busy.every((who) => turns.has(who))).toBe(true)
        }
      }),
    )
  })

  it('tells who waited in vain when to come back', async () => {
    const queue = new TurnQueue(1)
    await queue.take(minute)
    const waiting = queue.take(2_000).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(2_000)
    const error = await waiting
    expect(error).toBeInstanceOf(Overloaded)
    expect(error).toMatchObject({ retryAfterSeconds: 4 })
    expect(queue.waiting).toBe(0)
  })

  it('turns those away who have left before they came', async () => {
    const queue = new TurnQueue(1)
    await expect(queue.take(minute, AbortSignal.abort('left'))).rejects.toThrow('nobody waits')
    expect(queue.busy).toBe(0)
  })

  it('foresees how long a newcomer waits from how long turns last', async () => {
    const queue = new TurnQueue(2)
    for (let turns = 0; turns < 100; turns += 1) {
      const turn = await queue.take(minute)
      await vi.advanceTimersByTimeAsync(100)
      turn.end()
    }
    expect(queue.expectedWaitMs).toBe(0)
    await queue.take(minute)
    expect(queue.expectedWaitMs).toBe(0)
    await queue.take(minute)
    expect(queue.expectedWaitMs).toBeCloseTo(50, 0)
    void queue.take(minute)
    expect(queue.expectedWaitMs).toBeCloseTo(100, 0)
  })

  it('sees that no turn ends', async () => {
    const queue = new TurnQueue(1)
    await queue.take(minute)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(queue.expectedWaitMs).toBe(5_000)
  })
})
