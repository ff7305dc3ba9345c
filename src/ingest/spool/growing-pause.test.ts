import { expect, test } from 'vitest'
import { GrowingPause } from './growing-pause.ts'

/** Instants of the first twelve seconds at which something is done that is tried four times a second. */
function doneAt(pause: GrowingPause, resetAt?: number): number[] {
  const done: number[] = []
  for (let now = 0; now < 12_000; now += 250) {
    if (now === resetAt) pause.reset()
    if (!pause.isOver(now)) continue
    pause.begin(now)
    done.push(now)
  }
  return done
}

test('doubles up to its bound', () => {
  const pause = new GrowingPause({ firstMs: 1_000, maxMs: 3_000 })
  expect(doneAt(pause)).toEqual([0, 1_000, 3_000, 6_000, 9_000])
})

test('begins anew, but not sooner than a first pause ends', () => {
  const lengths = { firstMs: 1_000, maxMs: 8_000 }
  expect(doneAt(new GrowingPause(lengths), 3_250)).toEqual([
    0, 1_000, 3_000, 4_000, 5_000, 7_000, 11_000,
  ])
  expect(doneAt(new GrowingPause(lengths), 6_500)).toEqual([0, 1_000, 3_000, 6_500, 7_500, 9_500])
})
