import { fork } from 'node:child_process'
import { once } from 'node:events'
import { opendirSync } from 'node:fs'
import { link, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '../../checks/treeline-process.ts'
import { temporaryFolder } from '../ingest/bench-files.ts'
import type { BenchServer } from '../ingest/bench-server.ts'
import { benchToken } from './acknowledged-rate.ts'
import { visibleTimes, type Probing } from './visible-times.ts'

/** A service with a second ingester beside its own. */
export type BacklogService = AsyncDisposable & {
  /** Puts a document into the spool and waits until it is stored. */
  store: (document: object) => Promise<void>
  visibleTimes: (isWanted: Probing['isWanted']) => Promise<number[]>
  /** Has the files of a folder stored, and submits probes as long as that takes. */
  drain: (folder: string) => Promise<{ times: number[]; seconds: number }>
}

const secret = 'a secret of a benchmark'
const lookEveryMs = 20
/** Between probes: few enough that they are no load themselves. */
const pauseMs = 20
/** Submissions that are waited for at a time beside a backlog: so that there are hundreds before it is drained. */
const probesBesideBacklog = 8

/** Starts both on an empty database. */
export async function startBacklogService(server: BenchServer): Promise<BacklogService> {
  await using stack = new AsyncDisposableStack()
  const data = stack.use(await temporaryFolder())
  const url = await server.createDatabase()
  stack.defer(() => server.dropDatabase(url))
  const env = {
    DATABASE_URL: url,
    DATA_DIR: data.path,
    JWT_SECRET: secret,
    DEMO_DATA: 'false',
    LOG_LEVEL: 'error',
  }
  const { base, receiver } = stack.use(await serve(env))
  const spool = join(data.path, 'spool')
  stack.use(startIngester(spool, env))
  const token = await benchToken(secret)
  const drained = async () => {
    while (hasSubmission(spool)) await sleep(lookEveryMs)
  }
  const probe = (isWanted: Probing['isWanted'], atOnce = 1) =>
    visibleTimes({ base, receiver, token, isWanted, pauseMs, atOnce })
  const opened = stack.move()
  return {
    store: async (document) => {
      await writeFile(join(spool, 'unfinished'), JSON.stringify(document))
      await rename(join(spool, 'unfinished'), join(spool, 'existing.json'))
      await drained()
    },
    visibleTimes: (isWanted) => probe(isWanted),
    drain: async (folder) => {
      const names = await readdir(folder)
      const started = performance.now()
      for (const name of names) await link(join(folder, name), join(spool, name))
      let isDrained = false
      const draining = drained().then(() => {
        isDrained = true
        return (performance.now() - started) / 1000
      })
      const times = await probe(() => !isDrained, probesBesideBacklog)
      return { times, seconds: await draining }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** Reads no more of the folder than it must: to list 100,000 files takes time from what is measured. */
function hasSubmission(spool: string): boolean {
  using folder = opendirSync(spool)
  for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
    if (entry.name.endsWith('.json')) return true
  }
  return false
}

function startIngester(spool: string, env: Readonly<Record<string, string>>): AsyncDisposable {
  const child = fork('bin/treeline.js', ['ingest', '--spool-dir', spool, '--max-workers', '1'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill('SIGTERM')) await ended
    },
  }
}
