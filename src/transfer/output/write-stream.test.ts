import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { writeStream } from './write-stream.ts'

async function* pieces(): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < 100; sent += 1) yield Buffer.alloc(1000)
}

it.each([
  ['that the reader of an output has gone', 'EPIPE', 'output_closed'],
  ['that the disk of an output is full', 'ENOSPC', 'output_full'],
])('says %s', async (_, code, said) => {
  const output = new Writable({
    highWaterMark: 1000,
    write: (_piece, _encoding, done) => done(Object.assign(new Error('write'), { code })),
  })
  await expect(writeStream(pieces(), { output })).rejects.toMatchObject({ code: said })
})
