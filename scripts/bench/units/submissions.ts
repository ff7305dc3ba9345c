import { generateSubmissions } from '../../../src/example-data/generate.ts'
import type { Submission } from '../../../src/example-data/submission.ts'

/** Example data as it is submitted: a small file and a large one. */
export function sampleSubmissions(): { name: string; bytes: Buffer }[] {
  const all = [...generateSubmissions({ tests: 20_000, seed: 1 })]
  const small = all.find(({ tests = [] }) => tests.length >= 10 && tests.length <= 30)
  if (small === undefined) throw new Error('the example data has no small submission')
  return [withName(small), withName(joined(all, 5_000))]
}

/** As many submissions in one as have so many tests together. */
function joined(all: readonly Submission[], tests: number): Submission {
  const one: Submission = { version: { major: 5, minor: 3 }, checkouts: [], builds: [], tests: [] }
  for (const submission of all) {
    one.checkouts?.push(...(submission.checkouts ?? []))
    one.builds?.push(...(submission.builds ?? []))
    one.tests?.push(...(submission.tests ?? []))
    if ((one.tests?.length ?? 0) >= tests) break
  }
  return one
}

function withName(submission: Submission): { name: string; bytes: Buffer } {
  const bytes = Buffer.from(JSON.stringify(submission))
  const tests = submission.tests?.length ?? 0
  return { name: `${tests} tests, ${(bytes.length / 1000).toFixed(1)} kB`, bytes }
}
