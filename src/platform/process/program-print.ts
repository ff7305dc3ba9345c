import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../../', import.meta.url))

/** What an answer is made by, from the database to its bytes. */
const folders = ['domain', 'http', 'platform', 'read', 'store']

const test = /\.(?:test|it)\.ts$/u

let known: string | undefined

/**
 * A short text that is another one for another program. What is kept beyond the life of a process is for the same program alone: the
 * next one may answer otherwise from the same data. By its source, since whoever upgrades takes the newest (`git pull`,
 * docs/operations/upgrade.md), whose version may be the same. 600 files, which were just read: 15 ms, once.
 */
export function programPrint(): string {
  return (known ??= printOf(source, folders))
}

/** The same of some folders in a place. */
export function printOf(place: string, names: readonly string[]): string {
  const hash = createHash('sha256')
  for (const name of names) {
    const files = readdirSync(join(place, name), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((one) => one.endsWith('.ts') && !test.test(one)).sort()) {
      const content = readFileSync(join(place, name, file))
      hash.update(`${name}/${file} ${content.length}\n`).update(content)
    }
  }
  return hash.digest('base64url').slice(0, 22)
}
