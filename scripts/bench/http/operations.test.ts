import { expect, test } from 'vitest'
import { historySeries } from '../read/series/histories.ts'
import type { SeriesSources } from '../read/series/series.ts'
import { documentedOperations, operationOf } from './operations.ts'

const branches = ['for-next/fixes', 'master']
const commits = branches.flatMap((branch) =>
  ['a1', 'b2'].map((hash) => ({ origin: 'o', tree: 't', branch, url: 'https://r', hash })),
)

test('each series asks one operation, whatever branches are called', () => {
  const operations = documentedOperations()
  const sources = { samples: { commits }, requests: 4 } as unknown as SeriesSources
  const asked = historySeries(sources).map(({ name, requests }) => [
    name,
    new Set(requests.map((request) => operationOf(operations, request)?.id)).size,
  ])
  expect(asked).toEqual(asked.map(([name]) => [name, 1]))
  expect(asked).toContainEqual(['list of commits', 1])
})
