import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { refusalCodes } from '../documents/refusal.ts'
import { type Reason, reasonText, spoolRefusal, spoolRefusalCodes } from './reason.ts'

const documentation = readFileSync(new URL('../../../docs/refusals.md', import.meta.url), 'utf8')

it('explains every code in docs/refusals.md, and no other', () => {
  const documented = [...documentation.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])
  const codes = Object.keys({ ...refusalCodes, ...spoolRefusalCodes })
  expect(documented.toSorted()).toEqual(codes.toSorted())
})

it('is JSON that no terminal obeys, whatever names are in it', () => {
  const pointer = '/tests/0/misc/\u001b[2J\n\u009b\u202e'
  const reason: Reason = {
    code: 'nul_character',
    message: 'x',
    faults: [{ pointer, message: 'y' }],
    origins: ['\u2066'],
    file: 'a\u007f.json',
    refusedAt: '2025-07-01T00:00:00Z',
  }
  const text = reasonText(reason)
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
  expect(JSON.parse(text)).toEqual(reason)
})

it('quotes a database briefly and harmlessly', () => {
  const { message } = spoolRefusal('not_storable', `\u001b[2J${'x'.repeat(10_000)}`)
  expect(message).toMatch(/^\\u001b\[2Jx+…$/)
  expect(message.length).toBeLessThan(1100)
})
