import { expect, it } from 'vitest'
import { describeError, destinationOf } from './log.ts'

it('tells type, message, code, stack and cause of an error, and nothing that hangs on it', () => {
  const cause = new TypeError('deeper')
  const error = Object.assign(new Error('lost', { cause }), {
    code: '57P01',
    client: { password: 'secret' },
  })
  const described = describeError(error)
  expect(described).toEqual({
    type: 'Error',
    message: 'lost',
    code: '57P01',
    stack: expect.stringContaining('log.test.ts'),
    cause: { type: 'TypeError', message: 'deeper', stack: expect.any(String) },
  })
  expect(JSON.stringify(described)).not.toContain('secret')
})

it('describes what was thrown without being an error', () => {
  expect(describeError('text')).toEqual({ type: 'string', message: 'text' })
})

it('hands lines on as they are, and as text to a terminal', () => {
  const line = '{"level":"info","time":"2026-11-25T10:11:12.345Z","msg":"hello"}\n'
  const written: string[] = []
  const write = (text: string) => written.push(text)
  destinationOf({ write }).write(line)
  destinationOf({ write, isTTY: true }).write(line)
  expect(written).toEqual([line, '10:11:12 hello\n'])
})

it('loses a line rather than the process when the output takes none', () => {
  const full = {
    write: () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
  }
  expect(() => destinationOf(full).write('{}\n')).not.toThrow()
})
