import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { writeStream } from './write-stream.ts'

async function* pieces(): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < 100; sent += 1) yield Buffer.alloc(1000)
}

it('says that the reader of an output has gone', async () => {
  const output = new Writable({
    highWaterMark: 1000,
    write: (_piece, _encoding, done) => done(Object.assign(new Error('write'), { code: 'EPIPE' })),
  })
  await expect(writeStream(pieces(), { output })).rejects.toMatchObject({ code: 'output_closed' })
})
