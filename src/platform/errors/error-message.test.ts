import { expect, it } from 'vitest'
import { errorMessage } from './error-message.ts'

it.each([
  [new Error('no room'), 'no room'],
  [
    new AggregateError([new Error('refused on ::1'), new Error('refused on 127.0.0.1')]),
    'Error: refused on ::1; Error: refused on 127.0.0.1',
  ],
  [new TypeError(''), 'TypeError'],
  ['text', 'text'],
  [{ message: 'copied', code: '57P01' }, 'copied'],
  [{ message: '' }, '[object Object]'],
  [undefined, 'undefined'],
])('%s', (thrown, message) => {
  expect(errorMessage(thrown)).toBe(message)
})
