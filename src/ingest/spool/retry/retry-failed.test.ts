import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scanned } from '../../testing/scanned.ts'
import { moveFile } from '../moving/move-file.ts'
import { refuseFile } from '../moving/archive-or-refuse.ts'
import { spoolRefusal, type SpoolRefusalCode } from '../reason.ts'
import { openSpool, type Spool } from '../spool.ts'
import { findFailedFiles, type FailedFile, type FailedSelection } from './failed-files.ts'
import { retryFailed } from './retry-failed.ts'

let spool: Spool

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-retry-')))
})

afterEach(() => rm(spool.root, { recursive: true }))

async function refuse(name: string, code: SpoolRefusalCode, content = name): Promise<void> {
  await writeFile(join(spool.root, name), content)
  const { files } = await scanned(spool)
  const file = files.find((each) => each.name === name)
  if (file === undefined) throw new Error('it does not wait')
  const refusal = spoolRefusal(code, 'as a test')
  await refuseFile(spool, file, { ...refusal, file: name, refusedAt: new Date().toISOString() })
}

async function find(selection: Partial<FailedSelection> = {}): Promise<FailedFile[]> {
  return Array.fromAsync(findFailedFiles(spool, { names: [], codes: [], ...selection }))
}

const names = async (selection?: Partial<FailedSelection>) =>
  (await find(selection)).map(({ file }) => file.name).toSorted()

async function retryAll(): Promise<void> {
  for (const failed of await find()) expect(await retryFailed(spool, failed)).toBe('moved')
}

const inFolder = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()

test('finds refused files by name and by code, and takes no reason for one', async () => {
  await refuse('a.json', 'empty_file')
  await refuse('b.json', 'not_storable')
  await refuse('b.json.reason.json', 'not_storable')
  await writeFile(join(spool.failed, 'no-reason.json'), '{}')
  expect(await names()).toEqual(['a.json', 'b.json', 'b.json.reason.1.json', 'no-reason.json'])
  expect(await names({ codes: ['empty_file'] })).toEqual(['a.json'])
  expect(await names({ names: ['b.json', 'missing.json'] })).toEqual(['b.json'])
})

test('puts files back under their names, and keeps their reasons', async () => {
  await refuse('a.json', 'empty_file', 'first')
  await refuse('a.json', 'empty_file', 'second')
  await writeFile(join(spool.failed, 'no-reason.json'), '{}')
  await retryAll()
  expect(await inFolder(spool.root)).toEqual(['a.1.json', 'a.json', 'no-reason.json'])
  expect(await inFolder(spool.failed)).toEqual([])
  expect(await inFolder(join(spool.failed, 'retried'))).toEqual([
    'a.1.json.reason.json',
    'a.json.reason.json',
  ])
  const contents = ['a.json', 'a.1.json'].map((name) => readFile(join(spool.root, name), 'utf8'))
  expect((await Promise.all(contents)).toSorted()).toEqual(['first', 'second'])
})

test('takes no reason that is there before its file, or was left without it, for a submission', async () => {
  await refuse('b.json.reason.json', 'not_storable')
  await writeFile(join(spool.failed, 'a.json.reason.json'), '{}')
  expect(await names()).toEqual(['b.json.reason.json'])
})

test('leaves no file without its reason, whenever it is killed', async () => {
  const all = Array.from({ length: 20 }, (_, number) => `${number}.json`)
  for (const name of all) await refuse(name, 'empty_file')
  const isWithout = (name: string) => {
    const path = join(spool.failed, name)
    return existsSync(path) && !existsSync(`${path}.reason.json`)
  }
  const done = new AbortController()
  const retrying = retryAll().finally(() => done.abort())
  while (!done.signal.aborted) {
    expect(all.filter(isWithout)).toEqual([])
    await setImmediate()
  }
  await retrying
  expect(await inFolder(spool.failed)).toEqual([])
})

test('leaves the reason of a file that was refused again before the first one was taken away', async () => {
  await refuse('a.json', 'empty_file')
  const [failed] = await find()
  if (failed === undefined) throw new Error('it is not found')
  const refusedAgain: typeof moveFile = async (...move) => {
    const fate = await moveFile(...move)
    await refuse('a.json', 'not_storable')
    return fate
  }
  expect(await retryFailed(spool, failed, refusedAgain)).toBe('moved')
  expect(await find()).toMatchObject([{ code: 'not_storable' }])
})

test('keeps every reason of a file that is refused again and again', async () => {
  for (let time = 0; time < 3; time += 1) {
    await refuse('a.json', 'empty_file')
    expect(await inFolder(spool.failed)).toEqual(['a.json', 'a.json.reason.json'])
    await retryAll()
  }
  expect(await inFolder(join(spool.failed, 'retried'))).toHaveLength(3)
})

test('two at once move each file once', async () => {
  for (const name of ['a.json', 'b.json', 'c.json']) await refuse(name, 'empty_file')
  const found = await find()
  const both = [...found, ...found].map((failed) => retryFailed(spool, failed))
  expect((await Promise.all(both)).toSorted()).toEqual([
    ...Array<string>(3).fill('gone'),
    ...Array<string>(3).fill('moved'),
  ])
  expect(await inFolder(spool.root)).toEqual(['a.json', 'b.json', 'c.json'])
  expect(await inFolder(spool.failed)).toEqual([])
})

test('lets no reason lead out of the spool', async () => {
  await refuse('a.json', 'empty_file')
  const reason = JSON.stringify({ code: 'empty_file', file: '../../outside.json' })
  await writeFile(join(spool.failed, 'a.json.reason.json'), reason)
  expect((await find()).map(({ originalName }) => originalName)).toEqual(['a.json'])
})
