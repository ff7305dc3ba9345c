import { expect, it } from 'vitest'
import { parseFilters } from '../../domain/filters/parse-filters.ts'
import { filterParameters } from './filter-parameters.ts'

it.each(Object.keys(filterParameters))('describes %s, which restricts something', (name) => {
  const value = name.endsWith('.issue') ? 'id,1' : '1'
  expect(parseFilters([[name, value]])).not.toEqual(parseFilters([]))
})
