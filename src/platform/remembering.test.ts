import { expect, it } from 'vitest'
import { remembering } from './remembering.ts'

function counting() {
  const asked: string[] = []
  const lengthOf = (input: string) => {
    asked.push(input)
    return input.length
  }
  return { asked, lengthOf: remembering(lengthOf, 2) }
}

it('works out once what is asked again', () => {
  const { asked, lengthOf } = counting()
  expect([lengthOf('a'), lengthOf('bb'), lengthOf('a'), lengthOf('bb')]).toEqual([1, 2, 1, 2])
  expect(asked).toEqual(['a', 'bb'])
})

it('remembers a few short inputs only', () => {
  const { asked, lengthOf } = counting()
  for (const input of ['a', 'b', 'c', 'a']) lengthOf(input)
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
  const long = 'x'.repeat(10_000)
  expect([lengthOf(long), lengthOf(long)]).toEqual([10_000, 10_000])
  expect(asked.slice(4)).toEqual([long, long])
})
