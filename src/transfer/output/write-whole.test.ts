import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noteSyncs } from '../../testing/files/note-syncs.ts'
import { writeWhole } from './write-whole.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-whole-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, 'dump')

it('begins anew where a process of the same number was killed', async () => {
  let killed = ''
  await writeWhole(join(folder, 'other'), async (partial) => {
    killed = partial.replace('other', 'dump')
    writeFileSync(partial, 'other')
  })
  writeFileSync(killed, 'half of')
  await writeWhole(path(), async (partial) => writeFileSync(partial, 'whole', { flag: 'wx' }))
  expect(readFileSync(path(), 'utf8')).toBe('whole')
})

it('leaves the beginnings of another process of the same number alone', async () => {
  await writeWhole(path(), async (partial) => {
    writeFileSync(partial, 'first')
    const second = writeWhole(path(), async (other) => {
      writeFileSync(other, 'second', { flag: 'wx' })
      throw new Error('the disk is full')
    })
    await expect(second).rejects.toThrow('the disk is full')
  })
  expect(readFileSync(path(), 'utf8')).toBe('first')
  expect(readdirSync(folder)).toEqual(['dump'])
})

it('has what it wrote and its name on the disk when it is done', async () => {
  using syncs = await noteSyncs()
  await writeWhole(path(), async (partial) => writeFileSync(partial, 'whole'))
  expect(syncs.of([folder, path()])).toEqual([path(), folder])
})
