import { expect, it } from 'vitest'
import { logText } from './log-text.ts'

const at = '2026-11-25T10:11:12.345Z'
const text = (event: Record<string, unknown>) => logText(`${JSON.stringify(event)}\n`)

it('begins with the time and the message, and appends what belongs to it', () => {
  const event = { level: 'info', time: at, status: 200, path: '/api/tree/', msg: 'request' }
  expect(text(event)).toBe('10:11:12 request status=200 path=/api/tree/\n')
})

it('shows a level that is not the usual one', () => {
  expect(text({ level: 'warn', time: at, msg: 'slow' })).toBe('10:11:12 WARN slow\n')
})

it('quotes what has spaces, and lists', () => {
  const event = { level: 'info', time: at, a: 'x y', b: '', c: [1], msg: 'm' }
  expect(text(event)).toBe('10:11:12 m a="x y" b="" c=[1]\n')
})

it('puts the stack of an error below', () => {
  const err = { type: 'Error', message: 'lost', stack: 'Error: lost\n    at here' }
  expect(text({ level: 'error', time: at, err, msg: 'failed' })).toBe(
    '10:11:12 ERROR failed\nError: lost\n    at here\n',
  )
})

it('hands no control character to the terminal', () => {
  const err = { message: 'bad \u001B[2J\u009B end' }
  const shown = text({ level: 'info', time: at, path: '/\u001B[31m', err, msg: 'request' })
  for (const control of ['\u001B', '\u009B']) expect(shown).not.toContain(control)
  expect(shown).toContain('bad \uFFFD[2J\uFFFD end')
})
