import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTestSpool } from '../../ingest/testing/test-spool.ts'
import { openSpool } from '../../ingest/spool/spool.ts'
import { scanned } from '../../ingest/testing/scanned.ts'
import { makeIncomingFolder, remakeIncomingFolder, removeAbandoned } from './incoming-folder.ts'

it('removes what was left an hour ago, and nothing that may still come', async () => {
  await using spool = await createTestSpool()
  const folder = await makeIncomingFolder(spool.folder)
  const now = Date.now()
  for (const [name, ageSeconds] of [
    ['old', 3601],
    ['young', 3000],
  ] as const) {
    await writeFile(join(folder, name), 'x')
    const at = now / 1000 - ageSeconds
    await utimes(join(folder, name), at, at)
  }
  expect(await removeAbandoned(folder, now)).toBe(1)
  expect(await readdir(folder)).toEqual(['young'])
})

it('lies where no ingester looks', async () => {
  await using spool = await createTestSpool()
  await writeFile(join(await makeIncomingFolder(spool.folder), 'submission-x.json'), '{"half":')
  const { files, untaken } = await scanned(await openSpool(spool.folder))
  expect([files, untaken.names.size]).toEqual([[], 0])
})

it('is made again in a spool on the same file system alone', async () => {
  await using spool = await createTestSpool()
  const { dev } = await stat(spool.folder)
  const folder = await makeIncomingFolder(spool.folder)
  await rm(folder, { recursive: true })
  await remakeIncomingFolder(spool.folder, dev + 1)
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  await remakeIncomingFolder(spool.folder, dev)
  expect(await readdir(folder)).toEqual([])
  await rm(spool.folder, { recursive: true })
  await remakeIncomingFolder(spool.folder, dev)
  await expect(stat(spool.folder)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('is refused where something else has its name', async () => {
  await using spool = await createTestSpool()
  await writeFile(join(spool.folder, 'incoming'), '')
  await expect(makeIncomingFolder(spool.folder)).rejects.toMatchObject({ code: 'spool_unusable' })
})
