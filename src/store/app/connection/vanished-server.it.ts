import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { withLongSession } from './long-session.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** How the system writes that nothing is on its way, and that it is going to ask whether the other side still lives. */
const asksInSilence = /^02:/

/** What the system waits for on a connection of this machine, by our port (proc_net_tcp). */
async function timerOf(port: number): Promise<string | undefined> {
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').slice(1)
  const connections = lines.map((line) => line.trim().split(/\s+/))
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return connections.find(([, local]) => local?.endsWith(`:${hex}`))?.[5]
}

it.runIf(process.platform === 'linux')(
  'asks a server that is silent whether it is there, while a writer waits for it',
  async () => {
    await withLongSession(database.pool, undefined, async (client) => {
      const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
      const slow = client.query('select pg_sleep(1)')
      await expect.poll(() => timerOf(stream.localPort ?? 0)).toMatch(asksInSilence)
      await slow
    })
  },
)
