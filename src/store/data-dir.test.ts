import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DataDirError, prepareDataDir } from './data-dir.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'treeline-data-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

it('makes what is missing, and takes what is there', () => {
  const path = join(dir, 'with spaces', 'ü')
  expect(prepareDataDir(path)).toBe(path)
  expect(statSync(path).isDirectory()).toBe(true)
  expect(prepareDataDir(path)).toBe(path)
})

it('gives the path without symbolic links, so that two names are one folder', () => {
  mkdirSync(join(dir, 'real'))
  symlinkSync(join(dir, 'real'), join(dir, 'link'))
  expect(prepareDataDir(join(dir, 'link'))).toBe(join(dir, 'real'))
})

it.each(['file', 'file/below'])('refuses %s in one line that names the variable', (name) => {
  writeFileSync(join(dir, 'file'), '')
  const path = join(dir, name)
  expect(() => prepareDataDir(path)).toThrow(DataDirError)
  expect(() => prepareDataDir(path)).toThrow(/^DATA_DIR: [^\n]+$/)
})

it.runIf(process.platform === 'linux')('refuses a place that cannot hold folders', () => {
  expect(() => prepareDataDir('/proc/treeline')).toThrow(DataDirError)
})
