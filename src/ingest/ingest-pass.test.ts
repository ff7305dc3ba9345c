import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createIngestMetrics } from './ingest-metrics.ts'
import { runPass } from './ingest-pass.ts'
import { backoffOnce } from './pipeline/backoff.ts'
import { pipelineLimits } from './pipeline/pipeline-limits.ts'
import { PreparationPool } from './pipeline/preparation-pool.ts'
import { BatchWriter } from './pipeline/batch-writer.ts'
import { noTotals } from './progress/ingest-totals.ts'
import { SpoolClaims } from './spool/claims/spool-claims.ts'
import { noKnownFiles } from './spool/known-files.ts'
import { openSpool } from './spool/spool.ts'
import { SpoolQueue } from './spool/spool-queue.ts'
import { UnmovedFiles } from './spool/moving/unmoved-files.ts'

test('takes nothing when no more files can be remembered as stored, and says why', async () => {
  const spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-pass-')))
  await writeFile(join(spool.root, 'a.json'), '{}')
  const registry = new Registry()
  const metrics = createIngestMetrics(registry)
  const log = pino({ level: 'silent' })
  const { signal } = new AbortController()
  const stored = new UnmovedFiles({ folder: 'archive', log, metrics, filesMax: 1 })
  stored.note(
    { name: 'before.json', size: 1, modifiedMs: 1 },
    new Error('EACCES'),
    performance.now(),
  )
  const threads = new PreparationPool({
    root: spool.root,
    automaticLab: /x/,
    treeNames: new Map(),
    threads: 0,
    log,
  })
  const known = { ...noKnownFiles({ once: true, log, metrics }), stored }
  const pass = runPass(
    {
      spool,
      queue: new SpoolQueue({ spool, known, intervalMs: 1, once: true, log, signal }),
      threads,
      writer: new BatchWriter({ pool: new pg.Pool(), signal }),
      claims: new SpoolClaims(new pg.Pool()),
      clock: { ask: async () => new Date() },
      limits: pipelineLimits,
      backoff: backoffOnce,
      known,
      log,
      metrics,
      signal,
    },
    noTotals(),
  )
  await expect(pass).rejects.toThrow(
    'the spool cannot be worked with: 1 file(s) cannot be moved to archive/: EACCES',
  )
  expect(await registry.metrics()).toContain('kcidb_ingestion_queue{ingester="treeline"} 1')
  await rm(spool.root, { recursive: true })
})
