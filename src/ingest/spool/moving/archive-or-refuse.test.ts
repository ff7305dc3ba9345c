import { renameSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noteSyncs } from '../../../testing/files/note-syncs.ts'
import { archiveFile, refuseFile } from './archive-or-refuse.ts'
import { spoolRefusal, type Reason } from '../reason.ts'
import { openSpool, SpoolError, type Spool } from '../spool.ts'
import { spoolFile, type SpoolFile } from '../spool-file.ts'

let spool: Spool

beforeEach(async () => {
  spool = await openSpool(await mkdtemp(join(tmpdir(), 'treeline-spool-')))
})

afterEach(() => rm(spool.root, { recursive: true }))

async function dropped(name: string, content = '{}'): Promise<SpoolFile> {
  await writeFile(join(spool.root, name), content)
  return spoolFile(name, await stat(join(spool.root, name)))
}

function reasonFor(file: string): Reason {
  return {
    ...spoolRefusal('empty_file', 'It is empty', ['a']),
    file,
    refusedAt: '2025-07-01T00:00:00Z',
  }
}

test('archives under the same name, and beside a file that has it already', async () => {
  expect(await archiveFile(spool, await dropped('a.json', 'first'))).toBe('moved')
  expect(await archiveFile(spool, await dropped('a.json', 'second'))).toBe('moved')
  expect(await readFile(join(spool.archive, 'a.json'), 'utf8')).toBe('first')
  expect(await readFile(join(spool.archive, 'a.1.json'), 'utf8')).toBe('second')
})

test('makes a folder again that was removed meanwhile', async () => {
  await rm(spool.archive, { recursive: true })
  await rm(spool.failed, { recursive: true })
  const files = [await dropped('a.json'), await dropped('b.json')]
  expect(await Promise.all(files.map((file) => archiveFile(spool, file)))).toEqual([
    'moved',
    'moved',
  ])
  expect(await readdir(spool.archive)).toEqual(['a.json', 'b.json'])
  expect(await refuseFile(spool, await dropped('c.json'), reasonFor('c.json'))).toBe('moved')
  expect(await readdir(spool.failed)).toEqual(['c.json', 'c.json.reason.json'])
})

test('files that are moved at once never take the same name', async () => {
  // many pairs: of fifty 26 files were lost when a name was free again before its file had moved
  const pairs = Array.from({ length: 50 }, (_, number) => `a${number}`)
  for (const name of pairs) await archiveFile(spool, await dropped(`${name}.json`, `${name} first`))
  const files: SpoolFile[] = []
  for (const name of pairs) {
    files.push(await dropped(`${name}.json`, `${name} second`))
    files.push(await dropped(`${name}.1.json`, `${name} third`))
  }
  await Promise.all(files.map((file) => archiveFile(spool, file)))
  const names = await readdir(spool.archive)
  const contents = await Promise.all(
    names.map((name) => readFile(join(spool.archive, name), 'utf8')),
  )
  const wanted = pairs.flatMap((name) => [`${name} first`, `${name} second`, `${name} third`])
  expect(contents.toSorted()).toEqual(wanted.toSorted())
})

test('refused files that are moved at once never take the same name', async () => {
  const names = Array.from({ length: 50 }, (_, number) => `b${number}.json`)
  await Promise.all(
    names.map(async (name) => refuseFile(spool, await dropped(name), reasonFor(name))),
  )
  const again = await Promise.all(names.map((name) => dropped(name, `${name} again`)))
  const numbered = await Promise.all(
    names.map((name) => dropped(name.replace('.json', '.1.json'), `${name} numbered`)),
  )
  await Promise.all(
    [...again, ...numbered].map((file) => refuseFile(spool, file, reasonFor(file.name))),
  )
  const failed = (await readdir(spool.failed)).filter((name) => !name.endsWith('.reason.json'))
  expect(failed).toHaveLength(150)
})

test('replaces nothing that another process puts under the same name meanwhile', async () => {
  await refuseFile(spool, await dropped('a.json'), reasonFor('a.json'))
  const refusing = refuseFile(spool, await dropped('a.json', 'second'), reasonFor('a.json'))
  writeFileSync(join(spool.failed, 'a.1.json'), 'another process’s')
  expect(await refusing).toBe('moved')
  expect(await readFile(join(spool.failed, 'a.1.json'), 'utf8')).toBe('another process’s')
  expect(await readFile(join(spool.failed, 'a.2.json'), 'utf8')).toBe('second')
  expect((await readdir(spool.failed)).toSorted()).toEqual([
    'a.1.json',
    'a.2.json',
    'a.2.json.reason.json',
    'a.json',
    'a.json.reason.json',
  ])
})

test('replaces no reason that another process puts there before its file', async () => {
  await refuseFile(spool, await dropped('a.json'), reasonFor('a.json'))
  const refusing = refuseFile(spool, await dropped('a.json', 'second'), reasonFor('a.json'))
  writeFileSync(join(spool.failed, 'a.1.json.reason.json'), 'another process’s')
  expect(await refusing).toBe('moved')
  const reason = await readFile(join(spool.failed, 'a.1.json.reason.json'), 'utf8')
  expect(reason).toBe('another process’s')
  expect(await readFile(join(spool.failed, 'a.2.json'), 'utf8')).toBe('second')
})

test('a reason and a submission that are put there at once never take the same name', async () => {
  const names = ['a.json', 'a.json.reason.json', 'b.json.reason.json', 'b.json']
  const files: SpoolFile[] = []
  for (const name of names) files.push(await dropped(name))
  await Promise.all(files.map((file) => refuseFile(spool, file, reasonFor(file.name))))
  expect((await readdir(spool.failed)).toSorted()).toEqual([
    'a.json',
    'a.json.reason.1.json',
    'a.json.reason.1.json.reason.json',
    'a.json.reason.json',
    'b.1.json',
    'b.1.json.reason.json',
    'b.json.reason.json',
    'b.json.reason.json.reason.json',
  ])
})

test('refuses with a reason beside the file, numbered like it', async () => {
  for (const content of ['first', 'second']) {
    expect(await refuseFile(spool, await dropped('a.json', content), reasonFor('a.json'))).toBe(
      'moved',
    )
  }
  expect((await readdir(spool.failed)).toSorted()).toEqual([
    'a.1.json',
    'a.1.json.reason.json',
    'a.json',
    'a.json.reason.json',
  ])
  const reason: unknown = JSON.parse(
    await readFile(join(spool.failed, 'a.json.reason.json'), 'utf8'),
  )
  expect(reason).toEqual(reasonFor('a.json'))
})

test('no reason replaces a submission that is called like it', async () => {
  for (const name of ['a.json.reason.json', 'a.json']) {
    expect(await refuseFile(spool, await dropped(name), reasonFor(name))).toBe('moved')
  }
  expect((await readdir(spool.failed)).toSorted()).toEqual([
    'a.1.json',
    'a.1.json.reason.json',
    'a.json.reason.json',
    'a.json.reason.json.reason.json',
  ])
  expect(await readFile(join(spool.failed, 'a.json.reason.json'), 'utf8')).toBe('{}')
})

test('a reason that a crash left without its file is replaced', async () => {
  await writeFile(join(spool.failed, 'a.json.reason.json'), 'half')
  await refuseFile(spool, await dropped('a.json'), reasonFor('a.json'))
  expect((await readdir(spool.failed)).toSorted()).toEqual(['a.json', 'a.json.reason.json'])
  const reason = await readFile(join(spool.failed, 'a.json.reason.json'), 'utf8')
  expect(JSON.parse(reason)).toEqual(reasonFor('a.json'))
})

test('leaves nothing half done in failed/ when the reason cannot be written', async () => {
  await mkdir(join(spool.failed, 'a.json.reason.json'))
  await expect(refuseFile(spool, await dropped('a.json'), reasonFor('a.json'))).rejects.toThrow()
  expect(await readdir(spool.failed)).toEqual(['a.json.reason.json'])
})

test('finds room for the reason of a file with the longest name', async () => {
  const name = `${'ä'.repeat(125)}.json`
  expect(await refuseFile(spool, await dropped(name), reasonFor(name))).toBe('moved')
  expect(await readdir(spool.failed)).toHaveLength(2)
})

test('leaves a file that was written to after it had been read', async () => {
  const read = await dropped('a.json', 'half')
  await writeFile(join(spool.root, 'a.json'), 'half and half')
  expect(await archiveFile(spool, read)).toBe('changed')
  expect(await refuseFile(spool, read, reasonFor('a.json'))).toBe('changed')
  expect(await readdir(spool.root)).toContain('a.json')
  expect(await readdir(spool.failed)).toEqual([])
})

test('leaves what replaced a file while its reason was written, and no reason of it', async () => {
  const path = join(spool.root, 'a.json')
  const read = await dropped('a.json')
  const refusing = refuseFile(spool, read, reasonFor('a.json'))
  writeFileSync(join(spool.root, 'next'), 'another submission')
  renameSync(join(spool.root, 'next'), path)
  expect(await refusing).toBe('changed')
  expect(await readFile(path, 'utf8')).toBe('another submission')
  expect(await readdir(spool.failed)).toEqual([])
})

test('leaves no reason of a file that somebody else moved meanwhile', async () => {
  const read = await dropped('a.json')
  const refusing = refuseFile(spool, read, reasonFor('a.json'))
  renameSync(join(spool.root, 'a.json'), join(spool.root, 'elsewhere'))
  expect(await refusing).toBe('gone')
  expect(await readdir(spool.failed)).toEqual([])
})

test('does not mind that somebody else moved the file', async () => {
  const read = await dropped('a.json')
  await rm(join(spool.root, 'a.json'))
  expect(await archiveFile(spool, read)).toBe('gone')
})

test('opens no folder that is missing or is a file', async () => {
  await expect(openSpool(join(spool.root, 'missing'))).rejects.toThrow(SpoolError)
  await dropped('file')
  await expect(openSpool(join(spool.root, 'file'))).rejects.toThrow('is not a folder')
})

test('has the reason on the disk when a file is refused', async () => {
  using syncs = await noteSyncs()
  expect(await refuseFile(spool, await dropped('a.json'), reasonFor('a.json'))).toBe('moved')
  const reason = join(spool.failed, 'a.json.reason.json')
  expect(syncs.of([reason])).toEqual([reason])
})
