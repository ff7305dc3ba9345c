import { existsSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool, type Spool } from '../spool.ts'
import { sweepSpool } from './sweep-spool.ts'

const dayMs = 86_400_000
const { signal } = new AbortController()

let spool: Spool

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-sweep-')))
  await writeFile(join(spool.root, 'waits.json'), '{}')
  for (const name of ['a.json', 'notes.txt', '.half.tmp']) {
    await writeFile(join(spool.archive, name), '12')
  }
  await mkdir(join(spool.failed, 'retried'))
  for (const name of ['b.json', 'b.json.reason.json', 'c.json.reason.json', 'retried/d.json']) {
    await writeFile(join(spool.failed, name), '1')
  }
})

afterEach(() => rm(spool.root, { recursive: true }))

/** As if so many days had gone by since everything was put there. */
async function sweepAfter(
  days: number,
  retention = { archiveMs: 10 * dayMs, failedMs: 5 * dayMs },
) {
  return sweepSpool(spool, retention, signal, Date.now() + days * dayMs)
}

async function left(): Promise<Record<string, string[]>> {
  const { root, archive, failed } = spool
  const retried = join(failed, 'retried')
  const lists = { root, archive, failed, retried }
  const entries = Object.entries(lists).map(async ([name, folder]) => {
    const files = (await readdir(folder)).filter((each) => /\.(json|txt|tmp)$/.test(each))
    return [name, files.toSorted()] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

test('keeps what is not old enough, but for what a crash left', async () => {
  const before = await left()
  expect(await sweepAfter(4)).toMatchObject({ archive: { files: 1 }, failed: { files: 0 } })
  expect(await left()).toEqual({ ...before, archive: ['a.json', 'notes.txt'] })
})

test('removes refused files with their reasons, and reasons without a file', async () => {
  expect(await sweepAfter(6)).toMatchObject({ failed: { files: 2, bytes: 2 } })
  expect(await left()).toMatchObject({ failed: [], retried: [], root: ['waits.json'] })
})

test('removes what was stored, and nothing else that lies there', async () => {
  await sweepAfter(11)
  expect(await left()).toMatchObject({ archive: ['notes.txt'], root: ['waits.json'] })
})

test('keeps for ever what is to be kept for ever', async () => {
  const before = await left()
  await sweepAfter(10_000, { archiveMs: Infinity, failedMs: Infinity })
  expect(await left()).toEqual(before)
})

test('leaves the reason of what is refused under a name that it has just made free', async () => {
  const names = Array.from({ length: 20 }, (_, number) => `e${number}.json`)
  const put = (name: string) => {
    writeFileSync(join(spool.failed, `${name}.reason.json`), '1')
    writeFileSync(join(spool.failed, name), '1')
  }
  for (const name of names) put(name)
  const done = new AbortController()
  const sweeping = sweepAfter(6).finally(() => done.abort())
  while (!done.signal.aborted) {
    for (const name of names) if (!existsSync(join(spool.failed, name))) put(name)
    await setImmediate()
  }
  await sweeping
  const without = names.filter((name) => {
    const path = join(spool.failed, name)
    return existsSync(path) && !existsSync(`${path}.reason.json`)
  })
  expect(without).toEqual([])
})

test('several may sweep at once, also where a folder was removed', async () => {
  await rm(spool.archive, { recursive: true })
  const swept = await Promise.all([sweepAfter(6), sweepAfter(6)])
  expect(swept.map(({ archive }) => archive.files)).toEqual([0, 0])
  expect(await left().catch(() => readdir(spool.failed))).toEqual(['retried'])
})
