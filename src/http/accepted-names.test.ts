import { expect, it } from 'vitest'
import { acceptedNames } from './accepted-names.ts'

it.each([
  [undefined, []],
  ['', ['']],
  ['GZIP', ['gzip']],
  ['gzip;q=1.0, deflate ;q=0.5', ['gzip', 'deflate']],
  ['gzip;Q=0, br', ['br']],
  ['gzip; q=0.000, br;q=0.001', ['br']],
  ['Application/JSON; charset=utf-8; q=0, text/CSV', ['text/csv']],
])('%j', (list, names) => {
  expect([...acceptedNames(list)]).toEqual(names)
})
