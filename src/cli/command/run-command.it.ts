import { randomBytes } from 'node:crypto'
import { afterEach, expect, inject, onTestFinished, test, vi } from 'vitest'
import { asAdmin, urlOfDatabase } from '../../testing/database/database-admin.ts'
import { exitStatus } from './failure.ts'
import { runCommand } from './run-command.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('no command touches a database that cannot hold every character', async () => {
  const { adminUrl } = inject('databaseServer')
  const name = `treeline_test_${randomBytes(6).toString('hex')}`
  await asAdmin(
    adminUrl,
    `create database ${name} encoding 'LATIN1' locale_provider 'libc' locale 'C' template template0`,
  )
  onTestFinished(() => asAdmin(adminUrl, `drop database ${name} with (force)`))
  vi.stubEnv('ENV_FILES', 'false')
  vi.stubEnv('DATABASE_URL', urlOfDatabase(adminUrl, name))
  vi.stubEnv('MIGRATE_ON_START', 'true')

  for (const schema of ['as-is', 'current', 'migrate'] as const) {
    const work = vi.fn<() => Promise<void>>()
    const refusal: unknown = await runCommand({ name: 'test', schema }, work).catch(
      (error: unknown) => error,
    )
    expect(String(refusal)).toContain(`the database "${name}" has the encoding LATIN1`)
    expect(exitStatus(refusal)).toBe(2)
    expect(work).not.toHaveBeenCalled()
  }
})
