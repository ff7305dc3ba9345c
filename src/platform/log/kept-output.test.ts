import { expect, it } from 'vitest'
import { keepLines } from './kept-output.ts'

it('begins a line anew after one of which a full disk took a part', () => {
  let file = ''
  let room = Infinity
  const write = keepLines((bytes) => {
    if (room === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
    const taken = bytes.subarray(0, room)
    file += Buffer.from(taken).toString()
    room -= taken.length
    return taken.length
  })
  write('{"n":1}\n')
  room = 3
  write('{"n":2}\n')
  expect(() => write('{"n":3}\n')).toThrow('no space')
  room = Infinity
  write('{"n":4}\n')
  write('{"n":5}\n')
  expect(file.split('\n')).toEqual(['{"n":1}', '{"n', '{"n":4}', '{"n":5}', ''])
})
