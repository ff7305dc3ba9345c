import { execFileSync } from 'node:child_process'
import { chmod, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { goesWithThisProcess } from '../../../src/testing/processes/goes-with-this-process.ts'
import { createLog } from '../../../src/platform/log/log.ts'
import { dataFilesIn } from '../../../src/store/embedded/files/data-files.ts'
import { ensureRunning, type RunningServer } from '../../../src/store/embedded/ensure-running.ts'
import { readPostmasterFile } from '../../../src/store/embedded/server/postmaster-file.ts'
import {
  applicationDatabase,
  serverUrl,
} from '../../../src/store/embedded/server/server-address.ts'
import { stopServer } from '../../../src/store/embedded/server/stop-server.ts'
import { scratchFolder } from '../../checks/scratch-folder.ts'

/** A PostgreSQL of our own that breaks when it is told to, and keeps its address. */
export type FragilePostgres = AsyncDisposable & {
  url: string
  /** `fast` ends its sessions and writes a checkpoint; after `immediate` the next start recovers. */
  stop: (how: 'fast' | 'immediate') => Promise<void>
  start: () => Promise<void>
  /** Its processes do nothing and say nothing, and their connections stay. */
  freeze: () => Promise<void>
  thaw: () => Promise<void>
}

/** The machine goes on, so nothing needs to reach a disk; what is committed must survive the server, though. */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
  max_connections: '60',
}

const pollMs = 20

/** Starts one in a temporary folder; disposing stops it and removes it. */
export async function startFragilePostgres(): Promise<FragilePostgres> {
  const dataDir = scratchFolder('faults')
  // as root, the server runs as another user
  await chmod(dataDir, 0o711)
  const log = createLog('error')
  const wish = { dataDir, files: dataFilesIn(dataDir), settings, noSync: true, log }
  const begin = async (keepPort: number | null): Promise<RunningServer> => {
    const running = await ensureRunning(
      { ...wish, signal: undefined },
      { mayStart: true, keepPort },
    )
    if (running === null) throw new Error('PostgreSQL could not be started')
    return running
  }
  const { cluster, place, address } = await begin(null)
  const guard = goesWithThisProcess({ folders: [place], patienceSeconds: 0, removes: true })
  const pid = async () => (await readPostmasterFile(cluster))?.pid
  const signalAll = async (signal: NodeJS.Signals) => {
    const main = await pid()
    // the server's own processes would be missed by their group: each has one of its own
    if (main !== undefined) for (const one of [main, ...childrenOf(main)]) send(one, signal)
  }
  return {
    url: serverUrl(address, applicationDatabase),
    stop: async (how) => {
      const main = await pid()
      if (how === 'immediate' && main !== undefined) await quit(main)
      else await stopServer(cluster, log)
    },
    start: async () => void (await begin(address.port)),
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      await signalAll('SIGCONT')
      await stopServer(cluster, log)
      guard[Symbol.dispose]()
      for (const folder of [place, dataDir]) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function quit(pid: number): Promise<void> {
  send(pid, 'SIGQUIT')
  while (isThere(pid)) await sleep(pollMs)
}

function childrenOf(pid: number): number[] {
  try {
    const lines = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    return lines.split('\n').filter(Boolean).map(Number)
  } catch {
    return [] // it has none
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it has just ended
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
