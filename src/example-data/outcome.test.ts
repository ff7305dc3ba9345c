import { expect, it } from 'vitest'
import { outcomeOf } from './outcome.ts'
import { platforms } from './platforms.ts'
import { Random } from './random.ts'
import { suitesOf } from './test-suites.ts'

const ages = Array.from({ length: 40 }, (_, index) => 1 - index / 40)
const random = new Random('outcomes')
const histories = suitesOf('maestro').flatMap(({ cases }) =>
  cases.flatMap((test) =>
    platforms
      .slice(0, 10)
      .map((platform) =>
        ages
          .map((age) => outcomeOf(test, platform, { age, young: false, treeHash: 1 }, random))
          .filter((status) => status === 'PASS' || status === 'FAIL'),
      ),
  ),
)

/** How often the result differs from that of the commit before. */
function changes(history: readonly string[]): number {
  return history.filter((status, index) => index > 0 && status !== history[index - 1]).length
}

it('lets most tests pass all the time', () => {
  const steady = histories.filter((history) => history.every((status) => status === 'PASS'))
  expect(steady.length / histories.length).toBeGreaterThan(0.8)
})

it('breaks some tests once and for all, and repairs others', () => {
  const changedOnce = histories.filter((history) => changes(history) === 1)
  expect(changedOnce.some((history) => history.at(-1) === 'FAIL')).toBe(true)
  expect(changedOnce.some((history) => history.at(-1) === 'PASS')).toBe(true)
})

it('has flaky tests, but few', () => {
  const flaky = histories.filter((history) => changes(history) > 3)
  expect(flaky.length).toBeGreaterThan(0)
  expect(flaky.length / histories.length).toBeLessThan(0.05)
})

it('does not know some results of young checkouts yet', () => {
  const [platform] = platforms
  const [suite] = suitesOf('maestro')
  const [test] = suite?.cases ?? []
  if (platform === undefined || test === undefined) throw new Error('empty catalogue')
  const unknown = (young: boolean) =>
    Array.from({ length: 5_000 }, () =>
      outcomeOf(test, platform, { age: 0.5, young, treeHash: 1 }, random),
    ).filter((status) => status === undefined).length
  expect(unknown(true)).toBeGreaterThan(2 * unknown(false))
})
