import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { demoData } from '../../example-data/demo-data.ts'
import { writeSubmissionFiles } from '../../example-data/write-submission-files.ts'
import { arrivalOf } from '../../ingest/spool/spool-file.ts'
import { ingestSpool } from '../../ingest/testing/ingest-spool.ts'
import { createFilledDatabase } from './filled-database.ts'
import type { TestDatabase, TestDatabaseOptions } from './test-database.ts'

/** A database of a test's own that holds what `npm start` fills an empty one with. */
export async function createDemoDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return createFilledDatabase('demo', ingestDemoData, options)
}

async function ingestDemoData(pool: pg.Pool): Promise<void> {
  const spoolDir = await mkdtemp(join(tmpdir(), 'treeline-demo-'))
  try {
    const { signal } = new AbortController()
    await writeSubmissionFiles(demoData(new Date()), spoolDir, signal)
    const { problem } = await ingestSpool({ pool, spoolDir, receivedAt: arrivalOf })
    if (problem !== undefined) throw new Error(problem)
  } finally {
    await rm(spoolDir, { recursive: true })
  }
}
