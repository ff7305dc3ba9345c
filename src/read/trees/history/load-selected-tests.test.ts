import { expect, it } from 'vitest'
import { noFilters } from '../../../domain/filters/filter-collector.ts'
import { countedTypes } from '../../../domain/history/commit-history.ts'
import { bareBuild, bareDimensions } from '../../../domain/testing/bare-build.ts'
import type { TestCell } from '../../../domain/test-cell.ts'
import { emptyDatabase } from '../../../testing/http/app-without-database.ts'
import { loadSelectedTests } from './load-selected-tests.ts'

it('takes as many cells as a hundred commits have', async () => {
  const cell: TestCell = {
    build: bareBuild(),
    dimensions: bareDimensions(),
    issue: null,
    counts: [0, 1, 0, 0, 0, 0, 0],
  }
  const cells = Array.from({ length: 200_000 }, () => cell)
  const request = {
    types: new Set(countedTypes),
    filters: noFilters,
    onlyBuildsOfSelectedTests: false,
  }
  expect(await loadSelectedTests(emptyDatabase(), cells, request)).toHaveLength(cells.length)
})
