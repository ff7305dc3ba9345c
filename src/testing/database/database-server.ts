import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { migrateAppUp } from '../../store/app/schema/migrate.ts'
import { openDatabase } from '../../store/app/database.ts'
import { asAdmin, urlOfDatabase } from './database-admin.ts'
import { filledTemplate, fillings } from './fillings.ts'
import { startThrowawayServer } from './throwaway-server.ts'

/** What every test file of a run is told about the one server that they share. */
export type TestDatabaseServer = {
  /** A role that may create databases. */
  adminUrl: string
  /** A database with every migration applied and no rows, to be cloned. */
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: TestDatabaseServer
  }
}

/**
 * Vitest's global setup: one real PostgreSQL per run and a migrated template in it. The variable
 * TEST_DATABASE_URL names a server to use instead, so that other versions can be tried; its role
 * must be allowed to create databases. Tests are the one place that reads it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env.TEST_DATABASE_URL
  const server =
    outside === undefined ? await startThrowawayServer() : { url: outside, stop: async () => {} }
  const template = `treeline_template_${randomBytes(4).toString('hex')}`
  try {
    await createTemplate(server.url, template)
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('databaseServer', { adminUrl: server.url, template })
  return async () => {
    const filled = fillings.map((filling) => filledTemplate(template, filling))
    for (const name of outside === undefined ? [] : [template, ...filled]) {
      await asAdmin(server.url, `drop database if exists ${name} with (force)`)
    }
    await server.stop()
  }
}

async function createTemplate(adminUrl: string, template: string): Promise<void> {
  await asAdmin(adminUrl, `create database ${template}`)
  await using database = openDatabase({
    url: urlOfDatabase(adminUrl, template),
    applicationName: 'treeline test template',
    poolSize: 1,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onIdleError: () => {},
  })
  await migrateAppUp(database)
}
