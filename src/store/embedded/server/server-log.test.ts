import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boundServerLog, linesSince } from './server-log.ts'

let directory = ''
let path = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'treeline-unit-'))
  path = join(directory, 'postgres.log')
})
afterEach(() => rm(directory, { recursive: true }))

test('a log over the bound is emptied and kept once', async () => {
  await writeFile(path, 'first\n')
  await boundServerLog(path, 6)
  expect(await readFile(path, 'utf8')).toBe('first\n')
  await appendFile(path, 'second\n')
  await boundServerLog(path, 6)
  expect(await readFile(path, 'utf8')).toBe('')
  expect(await readFile(`${path}.1`, 'utf8')).toBe('first\nsecond\n')
})

test('a log that is not there yet is no problem', async () => {
  await boundServerLog(path)
  await writeFile(path, '')
  expect(await linesSince(path, 0)).toEqual([])
})

test('reads what was written since, however short the file became', async () => {
  await writeFile(path, 'old\nnew\nnewer\n')
  expect(await linesSince(path, 4)).toEqual(['new', 'newer'])
  expect(await linesSince(path, 1000)).toEqual([])
})
