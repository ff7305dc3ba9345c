import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeSubmissionFiles } from '../../../src/example-data/write-submission-files.ts'
import type { IngestFigures } from '../figures/http-figures.ts'
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

/**
 * Warm answers while nothing else happens, and while `tests` tests are stored by a process of its own.
 *
 * @throws Error when there were too few: the ingester was done before
 */
export async function measureIngest(
  { load, bare, port }: Bench,
  requests: readonly Request[],
  { url, tests }: { url: string; tests: number },
): Promise<IngestFigures> {
  const ask = () =>
    askSteadily(
      { load, bare },
      {
        port,
        requests: requests.map((request) => requestText(request)),
        perSecond,
        ms: measuredMs,
      },
    )
  await using spool = await temporaryFolder()
  await using data = await temporaryFolder()
  // other tests each time: those of the run before would change nothing
  const seed = Math.floor(Date.now() / 1000)
  await writeSubmissionFiles({ tests, seed }, spool.path, new AbortController().signal)
  const idle = await ask()
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
  const seconds = ((await ended) - started) / 1000
  if (isEarly) throw new Error(`${tests} tests were stored in ${seconds.toFixed(1)} s: too few`)
  return { idle, during, testsPerSecond: tests / seconds }
}

function ingest(spool: string, settings: Record<string, string>): ChildProcess {
  const command = ['bin/treeline.js', 'ingest', '--once', '--spool-dir', spool]
  return spawn(process.execPath, command, { env: { ...process.env, ...settings }, stdio: 'ignore' })
}
