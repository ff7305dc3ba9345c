import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'

/** Starts a server as tests and scripts do, says where it is, and waits for ever. */
const program = `
  import { startThrowawayServer } from './src/testing/database/throwaway-server.ts'
  const { dataDir } = await startThrowawayServer()
  console.log(dataDir)
  setInterval(() => {}, 1000)
`

const children: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'leaves no server and no folder behind when %s ends whoever started it',
  { timeout: 60_000 },
  async (signal) => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    const dataDir = said.trim()
    expect(existsSync(dirname(dataDir))).toBe(true)
    expect(existsSync(join(dataDir, 'postgres.port'))).toBe(true)
    child.kill(signal)
    await once(child, 'exit')
    await vi.waitUntil(() => !existsSync(dataDir), { timeout: 30_000, interval: 100 })
  },
)
