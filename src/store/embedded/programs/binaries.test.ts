import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installedBinaries, reachableBinaries, type Binaries } from './binaries.ts'

test('a platform without a package is told to use another server', () => {
  expect(() => installedBinaries('sunos', 'mips')).toThrow(
    expect.objectContaining({
      code: 'embedded_package_missing',
      message: expect.stringContaining('DATABASE_URL'),
    }),
  )
})

describe('a package whose install script did not run', () => {
  let root = ''
  let place = ''
  let installed: Binaries
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'treeline-binaries-'))
    place = join(root, 'place')
    installed = { directory: join(root, 'native'), version: '18.4', major: '18' }
    for (const folder of [place, installed.directory]) await mkdir(folder)
    for (const folder of ['bin', 'lib']) await mkdir(join(installed.directory, folder))
    const program = '#!/bin/sh\nexec cat "${0%/*}/../lib/libpq.so.5"\n'
    await writeFile(join(installed.directory, 'bin/postgres'), program, { mode: 0o755 })
    await writeFile(join(installed.directory, 'lib/libpq.so.5.18'), '')
    const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }
    await writeFile(join(installed.directory, 'pg-symlinks.json'), JSON.stringify([link]))
    for (const folder of [root, place]) await chmod(folder, 0o777)
  })
  afterEach(() => rm(root, { recursive: true }))

  const librariesOf = async ({ directory }: Binaries) =>
    (await readdir(join(directory, 'lib'))).toSorted()

  test('gets its links', async () => {
    expect(await reachableBinaries(installed, place, null)).toEqual(installed)
    expect(await librariesOf(installed)).toEqual(['libpq.so.5', 'libpq.so.5.18'])
    expect(await readdir(place)).toEqual([])
  })

  test('is copied where it cannot be written, and the copy is used again', async () => {
    await chmod(join(installed.directory, 'lib'), 0o555)
    await asSomebodyWhomModesBind(async () => {
      const copy = await reachableBinaries(installed, place, null)
      expect(copy.directory).toBe(join(place, 'postgres-binaries-18.4'))
      expect(await librariesOf(copy)).toEqual(['libpq.so.5', 'libpq.so.5.18'])
      await writeFile(join(copy.directory, 'mark'), '')
      expect(await reachableBinaries(installed, place, null)).toEqual(copy)
      expect(await readdir(copy.directory)).toContain('mark')
    })
    expect(await librariesOf(installed)).toEqual(['libpq.so.5.18'])
  })
})

/** Root may write where modes forbid it; for the time of a test it is `nobody`. */
async function asSomebodyWhomModesBind(run: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    await run()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
