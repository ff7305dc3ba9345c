import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../config/config.ts'
import { readEnv } from '../config/env.ts'
import { migrateCacheUp } from '../store/cache/migrate.ts'
import { openCache } from '../store/cache/open-cache.ts'
import { lookAtFiles } from './look-at-files.ts'
import { troubles } from './testing/troubles.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-doctor-'))
  // so that somebody else can enter
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const look = (env: Record<string, string> = {}) =>
  lookAtFiles(loadConfig(readEnv({ DATA_DIR: folder, ...env })))

function put(path: string, content = ''): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Root may do everything; for the time of a look it is somebody whom modes bind. */
function asSomebody<T>(run: () => T): T {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    return run()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

test('finds a new data folder fine, and one that is in use', async () => {
  expect(troubles(look())).toEqual([])
  put('spool/a.json')
  put('spool/archive/b.json')
  await using cache = openCache(folder, () => {})
  await migrateCacheUp(cache)
  const findings = look({ CONVERT_LOG_EXCERPT: 'true' })
  expect(troubles(findings)).toEqual([])
  expect(findings.map(({ about }) => about)).toEqual([
    'data folder',
    'disk',
    'spool',
    'cache',
    'excerpt folder',
  ])
  expect(findings.map(({ says }) => says)).toContain('1 files wait, none was refused')
})

test('tells of a data folder that is none', () => {
  put('file')
  const [trouble, ...more] = troubles(look({ DATA_DIR: join(folder, 'file') }))
  expect(trouble).toContain('error data folder: ')
  expect(more).toEqual([])
})

test('tells of a disk that is full', () => {
  const [trouble] = troubles(look({ SPOOL_MIN_FREE_BYTES: String(2 ** 50) }))
  expect(trouble).toMatch(
    /^error disk: \d+ MB are free where DATA_DIR is: no submission is taken in$/,
  )
})

test('tells of refused files, without their reasons', () => {
  put('spool/failed/a.json')
  put('spool/failed/a.json.reason.json')
  expect(troubles(look())).toEqual(['warning spool: 1 files were refused'])
})

test('tells of a spool that fills, and of one that is full', () => {
  put('spool/a.json')
  expect(troubles(look({ SPOOL_MAX_FILES: '2' }))).toEqual([
    'warning spool: 1 files wait, of 2 that may',
  ])
  put('spool/b.json')
  expect(troubles(look({ SPOOL_MAX_FILES: '2' }))).toEqual([
    'error spool: 2 files wait, of 2 that may: no submission is taken in',
  ])
})

test('tells of folders that cannot be written into', () => {
  for (const path of ['spool/archive', 'logexcerpt']) {
    mkdirSync(join(folder, path), { recursive: true })
    chmodSync(join(folder, path), 0o555)
  }
  for (const open of ['', 'spool']) chmodSync(join(folder, open), 0o777)
  const found = asSomebody(() => look({ CONVERT_LOG_EXCERPT: 'true' }))
  expect(troubles(found)).toEqual([
    `error spool: ${folder}/spool/archive cannot be written to`,
    `error excerpt folder: ${folder}/logexcerpt cannot be written to: log excerpts stay in their rows`,
  ])
})

test('tells of a cache that cannot be used, and leaves it', () => {
  put('cache.sqlite3', 'this is no database, and a bit longer than a header of SQLite would be')
  const [trouble] = troubles(look())
  expect(trouble).toContain(`warning cache: ${folder}/cache.sqlite3 cannot be used: `)
  expect(troubles(look())).toHaveLength(1)
})
