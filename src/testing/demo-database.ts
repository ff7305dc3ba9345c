import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { demoData } from '../example-data/demo-data.ts'
import { writeSubmissionFiles } from '../example-data/write-submission-files.ts'
import { arrivalOf } from '../ingest/spool/spool-file.ts'
import { ingestSpool } from '../ingest/testing/ingest-spool.ts'
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.ts'

/**
 * A database of a test's own that holds what `npm start` fills an empty one with. The first test of a
 * run that asks for one fills a template, which takes some seconds; the others clone it.
 */
export async function createDemoDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return createTestDatabase({ ...options, template: await demoTemplate() })
}

/** The name of the template, once it is filled; other workers of the run wait meanwhile. */
async function demoTemplate(): Promise<string> {
  const { adminUrl, demoTemplate: name } = inject('databaseServer')
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock(hashtext($1))', [name])
    const found = await admin.query('select from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await makeTemplate(name)
  } finally {
    await admin.end() // and with it the lock
  }
  return name
}

async function makeTemplate(name: string): Promise<void> {
  const database = await createTestDatabase({ name })
  try {
    await ingestDemoData(database.pool)
  } catch (error) {
    await database.drop()
    throw error
  }
  await database.pool.end() // a database that somebody is connected to cannot be cloned
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
