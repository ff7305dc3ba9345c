import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { excerptHash, packExcerpt } from './excerpt-address.ts'
import { hasExcerpt, putExcerpt } from './excerpt-directory.ts'

test('an excerpt whose name could not be brought to the disk is not known before it is', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'treeline-excerpts-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const hash = excerptHash('text')
  const put = (sync?: () => Promise<void>) => putExcerpt(directory, hash, packExcerpt('text'), sync)
  const failing = () => Promise.reject(new Error('EIO: i/o error, fsync'))
  await expect(put(failing)).rejects.toThrow('EIO')
  await expect(put(failing)).rejects.toThrow('EIO')
  expect(await put()).toBe(false)
  expect(hasExcerpt(directory, hash)).toBe(true)
})
