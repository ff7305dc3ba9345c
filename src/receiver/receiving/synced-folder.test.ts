import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { SyncedFolder } from './synced-folder.ts'

it('syncs once more for those that came while it was syncing, and once for all of them', async () => {
  const folder = new SyncedFolder(tmpdir())
  const first = folder.sync()
  await Promise.resolve().then(() => {})
  await Promise.resolve().then(() => {})
  const second = folder.sync()
  expect(second).not.toBe(first)
  expect(folder.sync()).toBe(second)
  await Promise.all([first, second])
  expect(folder.sync()).not.toBe(second)
})

it('tells everybody that it failed, and tries again', async () => {
  const folder = new SyncedFolder('/nowhere at all')
  await expect(folder.sync()).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(folder.sync()).rejects.toMatchObject({ code: 'ENOENT' })
})
