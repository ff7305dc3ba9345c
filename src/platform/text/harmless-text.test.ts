import { expect, it } from 'vitest'
import { harmlessLines, harmlessText } from './harmless-text.ts'

it('leaves what a reader sees as it is', () => {
  const text = 'Linux 6.16 — Käse, 日本語, 😀 "quoted" \\ ~'
  expect(harmlessText(text)).toBe(text)
})

it('leaves emoji whole that are made of several', () => {
  const joined =
    '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F3F3}\uFE0F\u200D\u{1F308} \u{1F469}\u{1F3FD}\u200D\u{1F4BB}'
  expect(harmlessText(joined)).toBe(joined)
})

it.each([
  ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
  ['a line break', 'a\r\nb', 'a\\u000d\\u000ab'],
  ['U+0000', 'a\0', 'a\\u0000'],
  ['a control character above ASCII', '\u009b31m', '\\u009b31m'],
  ['a mark that turns the direction of writing', '\u202egpj.exe', '\\u202egpj.exe'],
  ['separators of lines and paragraphs', '\u2028\u2029', '\\u2028\\u2029'],
  ['half a surrogate pair', '\ud800a', '\\ud800a'],
  [
    'what joins nothing',
    'a\u200db \u{1F468}\u200d \u200d\u{1F468}',
    'a\\u200db \u{1F468}\\u200d \\u200d\u{1F468}',
  ],
  ['a tag beyond 16 bits', '\u{e0041}', '\\udb40\\udc41'],
])('writes %s as JSON does', (_, text, expected) => {
  expect(harmlessText(text)).toBe(expected)
  expect(JSON.parse(`"${harmlessText(text)}"`)).toBe(text)
})

it('keeps lines and tabs where several are shown', () => {
  expect(harmlessLines('a\t\u001b[2J\n\r\n')).toBe('a\t\\u001b[2J\n\\u000d\n')
})
