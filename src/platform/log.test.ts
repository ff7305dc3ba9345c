import { expect, it } from 'vitest'
import { describeError } from './log.ts'

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
