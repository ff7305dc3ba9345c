import { globSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import type { SourceFile } from './problem.ts'

/** Where citations, paths and commands are named. */
const places = [
  '*.md',
  '.env.example',
  'Dockerfile',
  'docker-compose.yml',
  'package.json',
  'vitest.config.ts',
  '.ci/*',
  'bin/*',
  'docs/**/*.md',
  'docs/known-differences.json',
  'requests/*',
  '{src,scripts,migrations-app,migrations-cache}/**/*',
]

/** Tests of this check name what is not there. */
const exceptions = 'scripts/source/citations/*.test.ts'

/** Every text of the repository that may name another place, with its path relative to the working folder. */
export function readSourceFiles(): SourceFile[] {
  return globSync(places, { exclude: [exceptions] })
    .filter((path) => statSync(path).isFile())
    .map((path) => ({ path: path.replaceAll('\\', posix.sep), text: readFileSync(path, 'utf8') }))
}
