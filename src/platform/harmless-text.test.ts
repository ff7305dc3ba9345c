import { expect, it } from 'vitest'
import { harmlessLines, harmlessText } from './harmless-text.ts'

it('leaves what a reader sees as it is', () => {
  const text = 'Linux 6.16 — Käse, 日本語, 😀 "quoted" \\ ~'
  expect(harmlessText(text)).toBe(text)
})

it.each([
  ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
  ['a line break', 'a\r\nb', 'a\\u000d\\u000ab'],
  ['U+0000', 'a\0', 'a\\u0000'],
  ['a control character above ASCII', '\u009b31m', '\\u009b31m'],
  ['a mark that turns the direction of writing', '\u202egpj.exe', '\\u202egpj.exe'],
  ['separators of lines and paragraphs', '\u2028\u2029', '\\u2028\\u2029'],
  ['half a surrogate pair', '\ud800a', '\\ud800a'],
  ['a tag beyond 16 bits', '\u{e0041}', '\\udb40\\udc41'],
])('writes %s as JSON does', (_, text, expected) => {
  expect(harmlessText(text)).toBe(expected)
  expect(JSON.parse(`"${harmlessText(text)}"`)).toBe(text)
})

it('keeps lines and tabs where several are shown', () => {
  expect(harmlessLines('a\t\u001b[2J\n\r\n')).toBe('a\t\\u001b[2J\n\\u000d\n')
})
