import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let place: string
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'treeline-folder-'))
})
afterAll(() => rmSync(place, { recursive: true }))

test('makes the folders above as well, and leaves what is there alone', () => {
  const path = join(place, 'deep', 'down')
  makeFolder(path)
  makeFolder(path)
  expect(statSync(path).isDirectory()).toBe(true)
})

test('says where a folder cannot be, instead of trying for ever', () => {
  writeFileSync(join(place, 'file'), '')
  expect(() => makeFolder(join(place, 'file', 'below'))).toThrow('ENOTDIR')
})
