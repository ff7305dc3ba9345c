import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const program = join(import.meta.dirname, '../../../bin/treeline.js')

it('makes a file of settings once, and shows what it says', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-env-'))
  const treeline = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], { cwd: folder, env: {}, encoding: 'utf8' })

  expect(treeline('env', 'generate')).toMatchObject({ status: 0, stderr: '' })
  const file = join(folder, '.env')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = readFileSync(file, 'utf8')
  const secret = /^JWT_SECRET=(\S{43})$/m.exec(text)?.[1] ?? 'none'
  const again = treeline('env', 'generate')
  expect(again).toMatchObject({
    status: 2,
    stderr: `treeline: ${file} is there already; nothing was written\n`,
  })
  expect(readFileSync(file, 'utf8')).toBe(text)

  writeFileSync(join(folder, '.env.local'), 'PORT=9000\nMETRICS_PROT=1\nCACHE_TIMEOUT=soon\n')
  const shown = treeline('env')
  expect(shown.stdout).toMatch(/^PORT +9000 +\.env\.local:1$/m)
  expect(shown.stdout).toMatch(/^JWT_SECRET +\*{8} +\.env:\d+$/m)
  expect(shown.stdout).not.toContain(secret)
  expect(shown.stderr).toContain('CACHE_TIMEOUT (.env.local:3): expected a whole number')
  expect(shown.status).toBe(2)
  rmSync(folder, { recursive: true })
})
