import { expect, it } from 'vitest'
import { type FormatVersion, formatVersions } from './format-versions.ts'
import { versionList } from './version-list.ts'

it.each<[readonly FormatVersion[], string]>([
  [formatVersions, '1.1, 2.0, 3.0, 4.0 to 4.5 and 5.0 to 5.3'],
  [['5.3'], '5.3'],
  [['5.2', '5.3'], '5.2 to 5.3'],
  [['1.1', '3.0'], '1.1 and 3.0'],
  [['4.1', '4.3', '4.4'], '4.1 and 4.3 to 4.4'],
])('names %j as %s', (versions, words) => {
  expect(versionList(versions)).toBe(words)
})
