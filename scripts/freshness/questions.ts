import type { SubmittedRows } from '../../src/testing/rows/staged-rows.ts'

const checkoutCount = 30
const buildsPerCheckout = 3

/** What is there before the first pair. */
export function firstRows(): SubmittedRows {
  const numbers = Array.from({ length: checkoutCount }, (_, number) => number)
  const startTime = new Date(Date.now() - 3_600_000).toISOString()
  return {
    checkouts: numbers.map((number) => ({
      id: checkoutId(number),
      origin: 'o',
      tree_name: `tree${number}`,
      git_repository_url: `https://example.org/${number}.git`,
      git_repository_branch: 'master',
      git_commit_hash: commitOf(number),
      start_time: startTime,
    })),
    builds: numbers.flatMap((number) =>
      Array.from({ length: buildsPerCheckout }, (_, build) => ({
        id: buildId(number, build),
        origin: 'o',
        checkout_id: checkoutId(number),
        start_time: startTime,
        status: 'PASS',
      })),
    ),
  }
}

/** A test that is to be stored, and a question whose answer shows it. */
export type Pair = {
  rows: SubmittedRows
  path: string
  /** How many tests an answer shows: one more with each pair that asks the same. */
  shown: (answer: unknown) => number
}

/** A test of a random build, and a random question of those that show it. */
export function randomPair(number: number): Pair {
  const checkout = Math.floor(Math.random() * checkoutCount)
  const build = buildId(checkout, Math.floor(Math.random() * buildsPerCheckout))
  const id = `o:test${number}`
  const startTime = new Date().toISOString()
  const test = {
    id,
    origin: 'o',
    build_id: build,
    path: 'ltp.a',
    status: 'PASS',
    start_time: startTime,
  }
  const questions: Pick<Pair, 'path' | 'shown'>[] = [
    {
      path: `/api/build/${build}/tests`,
      shown: (answer) => (Array.isArray(answer) ? answer.length : 0),
    },
    { path: `/api/test/${id}`, shown: (answer) => ((answer as { id?: string }).id === id ? 1 : 0) },
    {
      path: '/api/tree/?origin=o&interval_in_days=7',
      shown: (answer) => testsOfTree(answer, `tree${checkout}`),
    },
    {
      path: `/api/tree/${commitOf(checkout)}/tests?origin=o&git_url=${encodeURIComponent(`https://example.org/${checkout}.git`)}&git_branch=master`,
      shown: (answer) => ((answer as { tests?: unknown[] }).tests ?? []).length,
    },
  ]
  const question = questions[Math.floor(Math.random() * questions.length)]
  if (question === undefined) throw new Error('there is no such question')
  return { rows: { tests: [test] }, ...question }
}

type TreeOfListing = { tree_name: string; test_status: Record<string, number> }

function testsOfTree(listing: unknown, name: string): number {
  const tree = (listing as TreeOfListing[]).find(({ tree_name }) => tree_name === name)
  return Object.values(tree?.test_status ?? {}).reduce((sum, count) => sum + count, 0)
}

function checkoutId(number: number): string {
  return `o:checkout${number}`
}

function commitOf(number: number): string {
  return number.toString(16).padStart(40, 'c')
}

function buildId(checkout: number, build: number): string {
  return `o:build${checkout}-${build}`
}
