import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tally } from '../checks/tally.ts'
import { succeedsMeanwhile } from '../checks/treeline-process.ts'
import { comparedRoutes } from './compared-routes.ts'

export type AnswersCheck = {
  base: string
  kit: string
  /** The file of recorded answers. */
  cases: string
  /** Where the comparison writes what it found. */
  report: string
  tally: Tally
}

type Report = { total: { pass: number; better: number; known: number; FAIL: number } }

/**
 * Compares every recorded answer of the routes that exist. One check more: the comparison as a whole,
 * which also fails for a known difference that no answer shows any longer.
 */
export async function checkAnswers({
  base,
  kit,
  cases,
  report,
  tally,
}: AnswersCheck): Promise<void> {
  const options = {
    '--base': base,
    '--cases': cases,
    '--known': 'docs/known-differences.json',
    '--route': comparedRoutes.join(','),
    '--json': report,
  }
  const content = await succeedsMeanwhile([
    join(kit, 'check.mjs'),
    ...Object.entries(options).flat(),
  ])
  if (existsSync(report)) {
    const { total } = JSON.parse(readFileSync(report, 'utf8')) as Report
    tally.add(total.pass + total.better + total.known, total.FAIL)
  }
  tally.check('recorded answers agree, and every known difference is seen', content)
}
