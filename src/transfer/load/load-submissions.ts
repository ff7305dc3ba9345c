import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { IngestMetrics } from '../../ingest/ingest-metrics.ts'
import type { IngestTotals } from '../../ingest/progress/ingest-totals.ts'
import { runIngest } from '../../ingest/run-ingest.ts'
import type { Logger } from '../../platform/log/log.ts'
import { LoadError } from './load-error.ts'

export type LoadOptions = {
  pool: pg.Pool
  /** Names of labs that are none. */
  automaticLab: RegExp
  log: Logger
  metrics: IngestMetrics
  signal: AbortSignal
}

/**
 * Stores submissions as if they had come through the spool, each whole, in their order: they merge with
 * what is there, and sums are exact.
 *
 * @param submissions by name, as JSON
 * @returns what was stored
 * @throws LoadError when the ingester refused one or could not go on; those before it may be stored
 */
export async function loadSubmissions(
  submissions: Readonly<Record<string, unknown>>,
  { signal, ...options }: LoadOptions,
): Promise<IngestTotals> {
  const spoolDir = await mkdtemp(join(tmpdir(), 'treeline-load-'))
  try {
    for (const [name, submission] of Object.entries(submissions)) {
      await writeFile(join(spoolDir, `${name}.json`), JSON.stringify(submission))
    }
    const { totals, problem } = await runIngest({
      ...options,
      spoolDir,
      once: true,
      maxWorkers: 1,
      intervalMs: 0,
      signal,
    })
    signal.throwIfAborted()
    if (problem !== undefined) throw new LoadError('load_failed', problem)
    if (totals.filesRefused > 0) throw await refused(spoolDir)
    return totals
  } finally {
    await rm(spoolDir, { recursive: true, force: true })
  }
}

async function refused(spoolDir: string): Promise<LoadError> {
  const names = (await readdir(join(spoolDir, 'failed'))).filter((name) => name.endsWith('.json'))
  return new LoadError('load_refused', `the ingester refused ${names.join(', ')}`)
}
