import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { program } from './treeline-process.ts'

it.each([
  ['package.json', `node ${program.join(' ')}`],
  ['Dockerfile', `ENTRYPOINT ${JSON.stringify(['node', ...program]).replaceAll(',', ', ')}`],
])('is tried as %s begins it', (file, command) => {
  expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).toContain(command)
})
