import { expect, test } from 'vitest'
import { LabelValues } from './label-values.ts'

test('keeps the first values and calls all later ones other', () => {
  const labs = new LabelValues(2)
  expect(['a', 'b', 'c', 'a', 'd', '__proto__'].map((lab) => labs.bounded(lab))).toEqual([
    'a',
    'b',
    'other',
    'a',
    'other',
    'other',
  ])
})
