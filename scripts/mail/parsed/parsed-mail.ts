import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What an independent parser makes of a mail. */
export type ParsedMail = {
  readonly defects: readonly string[]
  /** Of all headers, in lower case and in order. */
  readonly names: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** Addresses without names. */
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** ISO 8601. */
  readonly date: string
  /** Octets of the longest line, without its end. */
  readonly longest: number
  readonly is_ascii: boolean
  /** Ends of lines that are not CRLF. */
  readonly bare: number
  readonly parts: readonly { type: string; charset: string; encoding: string; text: string }[]
}

/** Whether there is a Python to parse with. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import email.policy']).status === 0
}

/**
 * Parses all mails of a folder, by the names of their files.
 *
 * @throws Error with what the parser says of one that it cannot read
 */
export function parseMails(folder: string): ReadonlyMap<string, ParsedMail> {
  const program = join(import.meta.dirname, 'parse-mails.py')
  const { status, stdout, stderr } = spawnSync('python3', [program, folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (status !== 0) throw new Error(stderr)
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, ParsedMail>))
}
