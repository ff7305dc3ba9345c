import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { comparedRoutes } from './compared-routes.ts'
import { checkFilteredSummaries } from './filtered-summaries.ts'
import type { Tally } from '../checks/tally.ts'
import { serve, succeeds, treeline } from '../checks/treeline-process.ts'

export type DatasetCheck = {
  letter: string
  kit: string
  data: string
  workspace: string
  tally: Tally
}

/** Restores one dataset and compares derived tables and recorded answers. */
export async function checkDataset({
  letter,
  kit,
  data,
  workspace,
  tally,
}: DatasetCheck): Promise<void> {
  const env = {
    DATA_DIR: join(workspace, `dataset-${letter}`),
    DEMO_DATA: 'false',
    LOG_LEVEL: 'warn',
  }
  const dump = join(data, `dataset-${letter}.sql.gz`)
  tally.check(`dataset ${letter}: restored`, treeline(['restore', dump], env))
  const derived = join(data, `dataset-${letter}-derived.sql.gz`)
  tally.check(
    `dataset ${letter}: derived tables`,
    succeeds(['scripts/check-derived.ts', derived], env),
  )
  tally.check(`dataset ${letter}: verify`, treeline(['rollup', 'verify', '--all'], env))
  await using served = await serve(env)
  const report = join(workspace, `answers-${letter}.json`)
  succeeds(
    [
      join(kit, 'check.mjs'),
      '--base',
      served.base,
      '--cases',
      join(kit, `cases-${letter}.jsonl.gz`),
      '--known',
      'docs/known-differences.json',
      '--route',
      comparedRoutes.join(','),
      '--json',
      report,
    ],
    {},
  )
  addReport(report, letter, tally)
  await checkFilteredSummaries(served.base, join(kit, `cases-${letter}.jsonl.gz`), tally)
}

type Report = {
  total: { pass: number; better: number; known: number; FAIL: number }
  known: { uses: number; cases?: string }[]
}

function addReport(file: string, letter: string, tally: Tally): void {
  if (!existsSync(file)) {
    tally.check(`dataset ${letter}: answers`, false)
    return
  }
  const { total } = JSON.parse(readFileSync(file, 'utf8')) as Report
  tally.add(total.pass + total.better + total.known, total.FAIL)
}
