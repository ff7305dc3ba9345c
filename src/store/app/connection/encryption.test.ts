import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  startWelcomingServer,
  type WelcomingServer,
} from '../../../testing/database/welcoming-server.ts'
import { testCertificates } from '../../../testing/hosts/test-certificates.ts'
import { openDatabase } from '../database.ts'
import { settleTls } from './settle-tls.ts'

let folder: string
let authority: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-tls-'))
  authority = join(folder, 'authority.crt')
  writeFileSync(authority, testCertificates.authority)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Connects as a command does. */
async function connect({ port }: WelcomingServer, host: string, query: string): Promise<void> {
  const parameters = query.replace('AUTHORITY', authority)
  const url = await settleTls(`postgresql://u@${host}:${port}/d?${parameters}`, 5_000)
  await using database = openDatabase({
    url,
    applicationName: 'test',
    poolSize: 1,
    acquireTimeoutMs: 5_000,
    statementTimeoutMs: 0,
    onIdleError: () => {},
  })
  const client = await database.pool.connect()
  client.release(true)
}

describe('a server that encrypts, with a certificate for localhost', () => {
  test.each([
    ['127.0.0.1', 'sslmode=disable', false],
    ['127.0.0.1', '', true],
    ['127.0.0.1', 'sslmode=allow', true],
    ['127.0.0.1', 'sslmode=prefer', true],
    ['127.0.0.1', 'sslmode=require', true],
    ['127.0.0.1', 'sslmode=require&sslrootcert=AUTHORITY', true],
    ['127.0.0.1', 'sslmode=verify-ca&sslrootcert=AUTHORITY', true],
    ['localhost', 'sslmode=verify-full&sslrootcert=AUTHORITY', true],
  ])('%s?%s: encrypted %s', async (host, query, isEncrypted) => {
    await using server = await startWelcomingServer({ tls: true })
    await connect(server, host, query)
    expect(server.encrypted).toEqual([isEncrypted])
  })

  test.each([
    ['127.0.0.1', 'sslmode=verify-full&sslrootcert=AUTHORITY', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['localhost', 'sslmode=verify-full', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('%s?%s is refused: %s', async (host, query, code) => {
    await using server = await startWelcomingServer({ tls: true })
    await expect(connect(server, host, query)).rejects.toMatchObject({ code })
  })
})

describe('a server that does not encrypt', () => {
  test.each(['', 'sslmode=allow', 'sslmode=prefer', 'sslmode=disable'])('?%s', async (query) => {
    await using server = await startWelcomingServer()
    await connect(server, '127.0.0.1', query)
    expect(server.encrypted).toEqual([false])
  })

  test('?sslmode=require is refused', async () => {
    await using server = await startWelcomingServer()
    await expect(connect(server, '127.0.0.1', 'sslmode=require')).rejects.toThrow(
      'does not support SSL',
    )
  })
})

test('a server that says nothing is given up in time', async () => {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await expect(settleTls(`postgresql://u@127.0.0.1:${port}/d`, 50)).rejects.toThrow('timeout')
  server.close()
})
