import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { unpack } from './unpack.ts'

const packed = gzipSync('select 1;\n')

async function read(stream: Readable): Promise<string> {
  return Buffer.concat(await stream.toArray()).toString()
}

it('gives what was packed', async () => {
  expect(await read(unpack(Readable.from([packed]), 1024))).toBe('select 1;\n')
})

it('tells whoever comes late that the end is missing', async () => {
  const plain = unpack(Readable.from([packed.subarray(0, -4)]), 1024)
  await sleep(50) // another writer may have the database until then
  await expect(read(plain)).rejects.toThrow('unexpected end of file')
})

it('tells whoever comes late that the source failed', async () => {
  const source = new Readable({ read() {} })
  const plain = unpack(source, 1024)
  source.destroy(new Error('the disk is gone'))
  await sleep(50)
  await expect(read(plain)).rejects.toThrow('the disk is gone')
})
