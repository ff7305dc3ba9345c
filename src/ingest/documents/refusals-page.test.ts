import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documentWith, refusalOf } from './testing/example-documents.ts'

const page = readFileSync(new URL('../../../docs/refusals.md', import.meta.url), 'utf8')

type Row = { version: string; document: string; pointer: string; message: string }

const row = /^\| (?<version>\d\.\d) \| `(?<document>.+)` \| `(?<pointer>.*?)` (?<message>.+) \|$/gm
const rows = [...page.matchAll(row)].map(({ groups }) => groups as Row)

describe('docs/refusals.md', () => {
  it('shows the refusal of a document as it is', () => {
    const [, example = ''] = /```json\n(.+?)```/s.exec(page) ?? []
    const { code, message, faults, origins } = JSON.parse(example) as ReturnType<typeof refusalOf>
    const tests = { id: 'maestro:t', build_id: 'maestro:b', origin: 'maestro', status: 'pass' }
    expect(refusalOf(documentWith({ tests }))).toEqual({ code, message, faults, origins })
  })

  it('shows faults of several versions', () => {
    expect(rows.length).toBeGreaterThan(8)
  })

  it.each(rows)('says truly that in $version $pointer $message', (shown) => {
    const [major, minor] = shown.version.split('.').map(Number)
    const tables = JSON.parse(shown.document) as { [table: string]: unknown }
    const { faults } = refusalOf({ version: { major, minor }, ...tables })
    expect(faults).toContainEqual({ pointer: shown.pointer, message: shown.message })
  })
})
