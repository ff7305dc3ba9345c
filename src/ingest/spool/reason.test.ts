import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { refusalCodes } from '../documents/refusal.ts'
import { spoolRefusalCodes } from './reason.ts'

const documentation = readFileSync(new URL('../../../docs/refusals.md', import.meta.url), 'utf8')

it('explains every code in docs/refusals.md, and no other', () => {
  const documented = [...documentation.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])
  const codes = Object.keys({ ...refusalCodes, ...spoolRefusalCodes })
  expect(documented.toSorted()).toEqual(codes.toSorted())
})
