import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '../checks/treeline-process.ts'

/** How those fared who read and submitted while something was done. */
export type Fared = { requests: number; slowestMs: number; medianMs: number; submissions: number }

const pages = [
  '/api/tree/?origin=maestro&intervalInDays=90',
  '/api/hardware/?origin=maestro&startTimestampInSeconds=1&endTimestampInSeconds=9999999999',
  '/api/issue/?intervalInDays=90',
  '/api/origins/',
]

/** Rests between a request and the next, and between submissions, in milliseconds. */
const restMs = 50

/** Reads pages and puts submissions into the spool of a serving Treeline until `work` is done, 3 s at least. */
export async function busyWorld(
  env: Record<string, string>,
  dataDir: string,
  work: () => Promise<void>,
): Promise<Fared> {
  await using served = await serve(env)
  const spool = join(dataDir, 'spool')
  mkdirSync(spool, { recursive: true })
  for (const page of pages) await (await fetch(served.base + page)).arrayBuffer()
  const times: number[] = []
  const done = new AbortController()
  let submissions = 0
  const read = async () => {
    for (let turn = 0; !done.signal.aborted; turn++) {
      const began = performance.now()
      const answer = await fetch(served.base + (pages[turn % pages.length] ?? ''))
      await answer.arrayBuffer()
      if (answer.status !== 200) throw new Error(`${answer.url} was answered with ${answer.status}`)
      times.push(performance.now() - began)
      await rest()
    }
  }
  const submit = async () => {
    while (!done.signal.aborted) {
      submissions++
      const name = `meanwhile-${Date.now()}-${submissions}.json`
      writeFileSync(join(dataDir, name), JSON.stringify(submission(submissions)))
      renameSync(join(dataDir, name), join(spool, name))
      await rest()
    }
  }
  const busy = Promise.all([read(), submit()])
  try {
    await Promise.all([
      Promise.race([work(), busy]),
      new Promise((passed) => setTimeout(passed, 3_000)),
    ])
  } finally {
    done.abort()
  }
  await busy
  times.sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0)
  return { requests: times.length, slowestMs: at(1), medianMs: at(0.5), submissions }
}

function rest(): Promise<void> {
  return new Promise((done) => setTimeout(done, restMs))
}

function submission(number: number) {
  const id = `meanwhile:${Date.now()}-${number}`
  const common = { origin: 'meanwhile', start_time: new Date().toISOString() }
  return {
    version: { major: 5, minor: 3 },
    checkouts: [{ ...common, id, tree_name: 'mainline', git_commit_hash: 'ab'.repeat(20) }],
    builds: [{ ...common, id, checkout_id: id, status: 'PASS', architecture: 'arm64' }],
    tests: [{ ...common, id, build_id: id, path: 'boot', status: 'PASS' }],
  }
}
