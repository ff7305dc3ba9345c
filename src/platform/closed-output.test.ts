import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { outliveReader } from './closed-output.ts'

const failing = (code: string) => Object.assign(new Error(code), { code })

it.each(['EPIPE', 'EIO'])('goes on after %s', (code) => {
  const output = new EventEmitter()
  outliveReader(output)
  expect(output.emit('error', failing(code))).toBe(true)
})

it('hides no other failure', () => {
  const output = new EventEmitter()
  outliveReader(output)
  expect(() => output.emit('error', failing('EBADF'))).toThrow('EBADF')
})
