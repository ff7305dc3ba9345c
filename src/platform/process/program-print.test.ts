import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { printOf, programPrint } from './program-print.ts'

it('is the same as long as the program is', () => {
  expect(programPrint()).toMatch(/^[\w-]{22}$/)
  expect(programPrint()).toBe(programPrint())
})

it('is another one for another source, whatever its tests', () => {
  const place = mkdtempSync(join(tmpdir(), 'treeline-print-'))
  onTestFinished(() => rmSync(place, { recursive: true }))
  for (const folder of ['read/trees', 'other']) mkdirSync(join(place, folder), { recursive: true })
  const after = (file: string, text: string) => {
    writeFileSync(join(place, file), text)
    return printOf(place, ['read'])
  }
  const first = after('read/trees/a.ts', 'a')
  expect(after('read/trees/a.test.ts', 'b')).toBe(first)
  expect(after('other/a.ts', 'b')).toBe(first)
  const others = [after('read/trees/a.ts', 'b'), after('read/b.ts', ''), after('read/b.ts', 'a')]
  expect(new Set([first, ...others]).size).toBe(4)
  expect(after('read/b.ts', '')).toBe(others[1])
})
