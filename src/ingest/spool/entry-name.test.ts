import { expect, test } from 'vitest'
import { decodeName, printableName } from './entry-name.ts'

const asRead = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('decodes what is UTF-8, and nothing else', () => {
  for (const name of ['a.json', 'ä€\u{1F600}\uFFFD.json']) {
    expect(decodeName(asRead(Buffer.from(name)))).toBe(name)
  }
  expect(decodeName(asRead(Buffer.from('ä.json', 'latin1')))).toBeUndefined()
})

test('shows the bytes of a name that is none', () => {
  expect(printableName(asRead(Buffer.from('ä.json', 'latin1')))).toBe(String.raw`\xe4.json`)
})
