import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.ts'
import { tokenSecrets } from '../authentication/secrets.ts'
import { verifyToken } from '../authentication/verify-token.ts'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { revokedTokens } from './token-table.ts'

const program = join(import.meta.dirname, '../../../bin/treeline.js')

let database: TestDatabase
let dataDir: string

beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'treeline-tokens-'))
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true })
})

type Ended = { status: number; out: string; err: string }

function token(...args: string[]): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    ENV_FILES: 'false',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'token', ...args], { env }, (error, out, err) =>
      resolve({ status: Number(error?.code ?? 0), out, err }),
    )
  })
}

it('makes a token with a secret of its own, lists it, and revokes it', async () => {
  const created = await token('create', '--origin', 'maestro', '--bound', '--days', '2')
  expect(created).toMatchObject({ status: 0, err: expect.stringContaining('of maestro') })
  expect(statSync(join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600)

  const secrets = await tokenSecrets(loadConfig(readEnv({ DATA_DIR: dataDir })))
  if (secrets === null) throw new Error('there is no secret')
  const submitter = await verifyToken(created.out.trim(), secrets)
  expect(submitter).toMatchObject({ origin: 'maestro', isBound: true })
  const id = submitter.tokenId ?? ''

  const listed = await token('list', '--origin', 'maestro')
  expect(listed.out).toMatch(new RegExp(`^${id}\tmaestro\tbound\tuntil \\S+\tgood\n$`))
  expect((await token('list', '--origin', 'other')).out).toBe('')
  expect(await revokedTokens(database.db)).toEqual([])

  const revoked = await token('revoke', id)
  expect(revoked).toMatchObject({ status: 0, out: expect.stringContaining(`revoked ${id}`) })
  expect(await revokedTokens(database.db)).toEqual([id])
  expect(await token('revoke', id)).toEqual(revoked)
  expect((await token('list')).out).toContain('\trevoked ')
})

it('revokes nothing that was not made here', async () => {
  const { status, out, err } = await token('revoke', 'x')
  expect([status, out, err]).toEqual([2, '', 'treeline: no token x was made here\n'])
})
