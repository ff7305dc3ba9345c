import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeSubmissionFiles } from '../../../src/example-data/write-submission-files.ts'
import type { IngestFigures, SteadyFigures } from '../figures/http-figures.ts'
import { temporaryFolder } from '../ingest/bench-files.ts'
import type { Request } from '../read/series/series.ts'
import { askSteadily } from './ask-steadily.ts'
import type { Bench } from './bench.ts'
import { requestText } from './load/request-text.ts'

/** Far below what can be answered: what is looked for is who has to wait, not how many there may be. */
const perSecond = 400

const measuredMs = 6_000

/** Until the ingester has read its first files. */
const startMs = 1_500

/** What is stored while others ask. */
export type StoredMeanwhile = {
  /** Of the database. */
  url: string
  /** How many to begin with. */
  tests: number
  say: (what: string) => void
}

/** How often twice as many are stored when there were too few. */
const attempts = 4

/**
 * Warm answers while nothing else happens, and while tests are stored by a process of its own: twice as many as before
 * when it was done too early. Null when it always was, so that no other figure of the run is lost.
 */
export async function measureIngest(
  bench: Bench,
  requests: readonly Request[],
  { url, tests, say }: StoredMeanwhile,
): Promise<IngestFigures | null> {
  const ask = () => askAll(bench, requests)
  const idle = await ask()
  for (let [attempt, wanted] = [0, tests]; attempt < attempts; attempt += 1, wanted *= 2) {
    const { during, seconds, isEarly } = await askWhileStoring(ask, { url, tests: wanted })
    if (!isEarly) return { idle, during, testsPerSecond: wanted / seconds }
    say(`${wanted} tests were stored in ${seconds.toFixed(1)} s: too few`)
  }
  return null
}

function askAll({ load, bare, port }: Bench, requests: readonly Request[]): Promise<SteadyFigures> {
  const texts = requests.map((request) => requestText(request))
  return askSteadily({ load, bare }, { port, requests: texts, perSecond, ms: measuredMs })
}

/** Asks while that many tests are stored; `isEarly` when they were before it ended. */
async function askWhileStoring(
  ask: () => Promise<SteadyFigures>,
  { url, tests }: Pick<StoredMeanwhile, 'url' | 'tests'>,
): Promise<{ during: SteadyFigures; seconds: number; isEarly: boolean }> {
  await using spool = await temporaryFolder()
  await using data = await temporaryFolder()
  // other tests each time: those of the run before would change nothing
  const seed = Math.floor(Date.now() / 1000)
  await writeSubmissionFiles({ tests, seed }, spool.path, new AbortController().signal)
  const started = performance.now()
  const ingester = ingest(spool.path, {
    ENV_FILES: 'false',
    DATABASE_URL: url,
    DATA_DIR: data.path,
  })
  const ended = once(ingester, 'exit').then(() => performance.now())
  await sleep(startMs)
  const during = await ask()
  const isEarly = ingester.exitCode !== null
  return { during, isEarly, seconds: ((await ended) - started) / 1000 }
}

function ingest(spool: string, settings: Record<string, string>): ChildProcess {
  const command = ['bin/treeline.js', 'ingest', '--once', '--spool-dir', spool]
  return spawn(process.execPath, command, { env: { ...process.env, ...settings }, stdio: 'ignore' })
}
