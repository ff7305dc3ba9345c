import Sqlite from 'better-sqlite3'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newAnswer, type ReadyAnswer } from '../../../src/http/ready/ready-answer.ts'
import { ReadyAnswers } from '../../../src/http/ready/ready-answers.ts'
import { createReadyMetrics } from '../../../src/http/ready/ready-metrics.ts'
import { createLog } from '../../../src/platform/log/log.ts'
import { createMetricsRegistry } from '../../../src/platform/metrics/metrics.ts'
import { DataVersion } from '../../../src/read/versions/data-version.ts'
import { shelfInCache } from '../../../src/serve/ready/cache-shelf.ts'
import { migrateCacheUp } from '../../../src/store/cache/migrate.ts'
import { openCache } from '../../../src/store/cache/open-cache.ts'
import { ResponseStore } from '../../../src/store/cache/response-store.ts'
import type { Subject } from './comparison.ts'
import { scratchFolder } from '../../checks/scratch-folder.ts'

const keys = 1000
const packedBytes = 10_000
const commit = { number: 1, dataset: 'bench' }
const log = createLog('silent')

/** Answers that are ready: in memory, in the local cache, and on their way there. */
export const cache: Subject = async (stack) => {
  const folder = scratchFolder('bench-cache')
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const opened = stack.use(openCache(folder, () => {}))
  await migrateCacheUp(opened)
  const shelf = shelfInCache(new ResponseStore(opened.db, 1e9), log)
  const ready = answersInMemory()
  const answers = Array.from({ length: keys }, (_, number) => answerOf(bodyOf(number)))
  const map = new Map(answers.map((answer, number) => [`key ${number}`, answer]))
  for (const [key, answer] of map) {
    await ready.get(key, () => Promise.resolve(answer))
    await shelf.keep(key, answer)
  }
  const bare = bareStore(stack.use(bareDatabase(join(folder, 'bare.sqlite3'))).database)
  const [plain, packed] = [bodyOf(0), Buffer.alloc(packedBytes, 'x')]
  for (const key of map.keys()) bare.put(key, packed)
  const next = keyAfterKey()
  return [
    {
      name: 'in memory',
      ours: () => ready.get(next(), () => Promise.resolve(null)),
      leastName: 'a Map, awaited',
      least: () => Promise.resolve(map.get(next())),
    },
    {
      name: 'in the local cache',
      ours: () => shelf.find(next()),
      leastName: 'bare better-sqlite3, a row of 10 kB',
      least: () => bare.get(next()),
    },
    {
      name: 'put into the local cache',
      ours: () => shelf.keep(next(), answerOf(plain)),
      leastName: 'bare better-sqlite3, a row of 10 kB',
      least: () => bare.put(next(), packed),
    },
  ]
}

function answersInMemory(): ReadyAnswers {
  const version = new DataVersion()
  version.see(commit, new Date())
  return new ReadyAnswers({
    version,
    shelf: null,
    lastChanges: () => Promise.resolve(() => 0),
    maxMemoryBytes: 1e9,
    log,
    metrics: createReadyMetrics(createMetricsRegistry()),
  })
}

function answerOf(body: Buffer): ReadyAnswer {
  const headers = [['content-type', 'application/json']] as const
  return newAnswer(body, { headers, version: commit, scopes: null })
}

/** 70 kB of JSON, of which packing leaves about {@link packedBytes}. */
function bodyOf(number: number): Buffer {
  const items = Array.from({ length: 700 }, (_, item) => ({
    id: `maestro:${((item + number) * 2_654_435_761).toString(36)}`,
    status: item % 3 === 0 ? 'FAIL' : 'PASS',
    path: 'kselftest.suite.test',
    environment_misc: { platform: 'platform' },
  }))
  return Buffer.from(JSON.stringify(items))
}

function bareDatabase(file: string): Disposable & { database: Sqlite.Database } {
  const database = new Sqlite(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec('create table kept (key text primary key, body blob not null) without rowid')
  return { database, [Symbol.dispose]: () => void database.close() }
}

function bareStore(database: Sqlite.Database) {
  const select = database.prepare('select body from kept where key = ?')
  const replace = database.prepare('replace into kept values (?, ?)')
  return {
    get: (key: string) => select.get(key),
    put: (key: string, body: Buffer) => replace.run(key, body),
  }
}

function keyAfterKey(): () => string {
  let number = 0
  return () => `key ${(number += 1) % keys}`
}
