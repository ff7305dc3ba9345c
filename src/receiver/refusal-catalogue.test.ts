import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { receiverRefusals } from './refusal-catalogue.ts'

const page = readFileSync(new URL('../../docs/submitting.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => /^\| `\w+`.* \| \d{3} \|/.test(line))

it.each(Object.entries(receiverRefusals))(
  '%s has its cure in docs/submitting.md',
  (code, { status }) => {
    const row = rows.find((line) => line.includes(`\`${code}\``))
    expect(row).toContain(`| ${status} |`)
  },
)

it('documents no code that does not exist', () => {
  const documented = rows.flatMap((row) => [...(row.split('| ')[1] ?? '').matchAll(/\w+/g)])
  const unknown = documented.filter(([code]) => !Object.hasOwn(receiverRefusals, code))
  expect(unknown.map(([code]) => code)).toEqual([])
})
