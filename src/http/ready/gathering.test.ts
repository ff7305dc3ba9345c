import { expect, it } from 'vitest'
import { Gatherings } from './gathering.ts'

const piece = (length: number) => Buffer.alloc(length, 'x')

it('has the body when the last piece was sent', async () => {
  const one = new Gatherings(10, 10).begin()
  one.add(Buffer.from('ab'))
  one.add(Buffer.from('c'))
  one.end()
  one.giveUp()
  expect((await one.body)?.toString()).toBe('abc')
})

it('has none that was given up, or is too long', async () => {
  const gatherings = new Gatherings(10, 100)
  const [left, long] = [gatherings.begin(), gatherings.begin()]
  left.add(piece(1))
  left.giveUp()
  for (const length of [6, 6, 6]) long.add(piece(length))
  long.end()
  expect([await left.body, await long.body]).toEqual([null, null])
})

it('gathers no more at a time than may be, and as much again afterwards', async () => {
  const gatherings = new Gatherings(10, 15)
  const [first, second] = [gatherings.begin(), gatherings.begin()]
  first.add(piece(10))
  second.add(piece(10))
  second.end()
  first.end()
  const third = gatherings.begin()
  third.add(piece(10))
  third.end()
  const lengths = [await first.body, await second.body, await third.body].map((one) => one?.length)
  expect(lengths).toEqual([10, undefined, 10])
})
