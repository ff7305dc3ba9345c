import { readdir, rename, rm } from 'node:fs/promises'
import type { Context } from '../../context.ts'
import { demoData } from '../../example-data/demo-data.ts'
import { writeSubmissionFiles } from '../../example-data/write-submission-files.ts'
import type { IngestMetrics } from '../../ingest/ingest-metrics.ts'
import { runIngest } from '../../ingest/run-ingest.ts'
import { arrivalOf } from '../../ingest/spool/spool-file.ts'
import { demoSpoolOf, isEmpty, lacksDemoData } from './lacks-demo-data.ts'

/**
 * Fills an empty database with example data, through the ordinary spool: first all files are
 * written, then they are ingested, as received when the files say and not all at this moment. Whatever interrupts it, the next start completes it: files of
 * which nothing is stored are made anew, those that are still in the spool are ingested.
 *
 * @returns how many submissions were loaded; 0 when the database had data of its own
 */
export async function loadDemoData(context: Context, metrics: IngestMetrics): Promise<number> {
  if (!(await lacksDemoData(context))) return 0
  const spool = demoSpoolOf(context)
  if (await isEmpty(context)) await writeWhole(spool, context.signal)
  context.log.info({}, 'loading example data')
  const files = (await readdir(spool)).filter((name) => name.endsWith('.json')).length
  const { problem } = await runIngest({
    pool: context.database.pool,
    spoolDir: spool,
    once: true,
    maxWorkers: 1,
    intervalMs: 0,
    automaticLab: context.config.automaticLab,
    receivedAt: arrivalOf,
    log: context.log,
    metrics,
    signal: context.signal,
  })
  context.signal.throwIfAborted()
  if (problem !== undefined) throw new DemoDataError(problem)
  await rm(spool, { recursive: true, force: true })
  return files
}

/** The example data could not be loaded; the next start tries again. */
class DemoDataError extends Error {
  readonly code = 'demo_data_failed'
}

async function writeWhole(spool: string, signal: AbortSignal): Promise<void> {
  const unfinished = `${spool}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await writeSubmissionFiles(demoData(new Date()), unfinished, signal)
  await rm(spool, { recursive: true, force: true })
  await rename(unfinished, spool)
}
