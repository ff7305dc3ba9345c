import type { Context } from '../context.ts'
import { type IngestOptions, runIngest } from '../ingest/run-ingest.ts'
import { moveExcerptsBeside } from './move-excerpts-beside.ts'
import { spoolOf } from './spool-of.ts'

/**
 * Ingests what comes into the spool until the context's signal aborts. For a process that answers no requests.
 *
 * @throws Error that says why ingesting cannot go on
 */
export async function runIngester(
  context: Context,
  options: Pick<IngestOptions, 'treesFile' | 'metrics' | 'onCommit' | 'beforeMoved'>,
): Promise<void> {
  const spoolDir = spoolOf(context)
  const { problem } = await context.pending.during('PostgreSQL, for the batch in flight', () =>
    moveExcerptsBeside(context, { once: false }, (excerpts) =>
      runIngest({
        ...options,
        pool: context.database.pool,
        spoolDir,
        once: false,
        maxWorkers: 1,
        intervalMs: 1_000,
        automaticLab: context.config.automaticLab,
        retention: context.config.retention,
        givesWay: true,
        excerpts,
        log: context.log,
        signal: context.signal,
      }),
    ),
  )
  if (problem !== undefined) throw new Error(problem)
}
