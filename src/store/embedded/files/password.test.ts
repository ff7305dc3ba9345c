import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPassword, readPassword } from './password.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-password-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('is read as it was made', async () => {
  const path = join(folder, 'made')
  expect(await createPassword(path)).toBe(await readPassword(path))
})

it('is called missing where there is no file, and not where there is one that cannot be read', async () => {
  const absent = readPassword(join(folder, 'absent'))
  await expect(absent).rejects.toMatchObject({ code: 'embedded_password_missing' })
  mkdirSync(join(folder, 'folder'))
  await expect(readPassword(join(folder, 'folder'))).rejects.toMatchObject({ code: 'EISDIR' })
})
