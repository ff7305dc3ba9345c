import { countTests } from '../../../src/domain/details/test-summary.ts'
import { statusNames } from '../../../src/domain/status.ts'
import type { TestCell } from '../../../src/domain/test-cell.ts'
import { listText } from '../../../src/http/lists/json-text.ts'
import { sampleCommit } from './commit.ts'
import type { Subject } from './comparison.ts'

const listed = 20_000

/** From what the database gave to what is sent: the counts of a summary, the text of a list. */
export const shape: Subject = () => {
  const { cells } = sampleCommit()
  const items = Array.from({ length: listed }, (_, number) => itemOf(number))
  return Promise.resolve([
    {
      name: `counts of ${cells.length} cells`,
      ours: () => countTests(cells, new Set(), 'counted'),
      leastName: 'their sum by status',
      least: () => sumOf(cells),
    },
    {
      name: `text of a list of ${listed} tests, others get their turns`,
      ours: () => textOf(items),
      leastName: 'JSON.stringify',
      least: () => JSON.stringify(items),
    },
  ])
}

function sumOf(cells: readonly TestCell[]): number[] {
  const sums = statusNames.map(() => 0)
  for (const { counts } of cells) {
    for (const [status, count] of counts.entries()) sums[status] = (sums[status] ?? 0) + count
  }
  return sums
}

async function textOf(items: readonly object[]): Promise<number> {
  let length = 0
  for await (const piece of listText([[...items]])) length += piece.length
  return length
}

function itemOf(number: number) {
  return {
    id: `maestro:${number.toString(16).padStart(24, '0')}`,
    origin: 'maestro',
    status: 'PASS',
    duration: number / 10,
    path: `kselftest.suite.test_${number % 900}`,
    start_time: new Date(number * 1000).toISOString(),
    environment_compatible: [`vendor,board-${number % 20}`],
    config: 'defconfig',
    architecture: 'arm64',
    compiler: 'gcc-14',
    log_url: `https://logs.example.org/${number}.txt.gz`,
    environment_misc: { platform: `platform-${number % 20}` },
    lab: 'lab-1',
  }
}
