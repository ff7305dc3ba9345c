import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { csvFilesIn } from './csv-folder.ts'

it('finds the files of a folder wherever it lies, below /dev as well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-csv-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['tests.csv', 'builds.csv', 'notes.csv']) writeFileSync(join(folder, name), '')
  const found = ['builds', 'tests']
  expect((await csvFilesIn(folder)).toSorted()).toEqual(found)
  const open = openSync(folder, 'r')
  onTestFinished(() => closeSync(open))
  expect((await csvFilesIn(`/dev/fd/${open}`)).toSorted()).toEqual(found)
})

it('finds none in standard input', async () => {
  expect(await csvFilesIn('-')).toEqual([])
  expect(await csvFilesIn('/dev/stdin')).toEqual([])
})
