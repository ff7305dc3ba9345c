import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adviceAgainst, whatKeepsFromWriting } from './keeps-from-writing.ts'

test('leaves nothing in a folder that can be written to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-writable-'))
  expect(whatKeepsFromWriting(folder)).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
  rmSync(folder, { recursive: true })
})

test.each([
  ['ENOSPC', 'df -i'],
  ['EROFS', 'mount'],
  ['EACCES', 'give it to the user'],
])('advises against %s what helps', (code, advice) => {
  expect(adviceAgainst(Object.assign(new Error('failed'), { code }))).toContain(advice)
})
