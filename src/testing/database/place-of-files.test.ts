import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { placeOfFiles } from './place-of-files.ts'

it('puts what needs more memory than there is on a disk', async () => {
  expect(await placeOfFiles(100_000_000_000)).toBe(tmpdir())
})
