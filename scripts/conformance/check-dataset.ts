import { join } from 'node:path'
import { checkAnswers } from './check-answers.ts'
import { checkWhileScribbling } from './check-while-scribbling.ts'
import { checkDocumentedAnswers } from './documented-answers.ts'
import { checkFrontendCalls } from './check-frontend-calls.ts'
import { checkFilteredSummaries } from './filtered-summaries.ts'
import type { Tally } from '../checks/tally.ts'
import { serve, succeeds, treeline } from '../checks/treeline-process.ts'

export type DatasetCheck = {
  letter: string
  kit: string
  data: string
  workspace: string
  tally: Tally
  /** Compares the recorded answers once more while the cache is damaged. */
  scribble: boolean
}

/** Restores one dataset and compares derived tables and recorded answers. */
export async function checkDataset({
  letter,
  kit,
  data,
  workspace,
  tally,
  scribble,
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
  if (scribble) await scribbledRun({ letter, kit, workspace, tally }, env)
  await using served = await serve(env)
  const cases = join(kit, `cases-${letter}.jsonl.gz`)
  const report = join(workspace, `answers-${letter}.json`)
  await checkAnswers({ base: served.base, kit, cases, report, tally })
  await checkDocumentedAnswers(served.base, cases, tally)
  await checkFilteredSummaries(served.base, cases, tally)
  // the other dataset is too small to have what every page shows
  if (letter === 'a') await checkFrontendCalls(served.base, tally)
}

async function scribbledRun(
  { letter, kit, workspace, tally }: Omit<DatasetCheck, 'data' | 'scribble'>,
  env: { DATA_DIR: string; DEMO_DATA: string },
): Promise<void> {
  const cases = join(kit, `cases-${letter}.jsonl.gz`)
  const report = join(workspace, `scribbled-${letter}.json`)
  await checkWhileScribbling({ kit, cases, report, tally }, env)
}
