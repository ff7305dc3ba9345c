import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zstdOfWindow } from '../../testing/http/zstd-of-window.ts'
import { decodeBody } from './decode-body.ts'
import { FetchError } from './fetch-error.ts'

const text = `${'[    0.000000] Booting Linux on physical CPU 0x0\n'.repeat(50)}ü`
const plain = Buffer.from(text)

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function decode(bytes: Buffer, coding: string | undefined, size = 7): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(decodeBody(inPieces(bytes, size), coding)))
}

describe('what is packed as the header says', () => {
  it.each([
    ['gzip', gzipSync(plain)],
    ['GZip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['zstd', zstdOfWindow(23, text)],
    ['gzip, br', brotliCompressSync(gzipSync(plain))],
    ['identity, gzip', gzipSync(plain)],
    ['gzip', Buffer.concat([gzipSync(plain.subarray(0, 99)), gzipSync(plain.subarray(99))])],
    ['gzip', Buffer.concat([gzipSync(plain), Buffer.alloc(40)])],
  ])('is unpacked: %s', async (coding, bytes) => {
    for (const size of [1, 7, 1e6]) expect(await decode(bytes, coding, size)).toEqual(plain)
  })

  it('once only: a gzip file stays one', async () => {
    expect(await decode(gzipSync(gzipSync(plain)), 'gzip')).toEqual(gzipSync(plain))
  })
})

describe('what is not', () => {
  it.each([
    'gzip',
    'x-gzip',
    'deflate',
    'br',
    'zstd',
    'gzip, br',
    'utf-8',
    'aws-chunked',
    'constructor',
    '',
  ])('comes as it is: %s', async (coding) => {
    for (const size of [1, 7, 1e6]) expect(await decode(plain, coding, size)).toEqual(plain)
  })

  it.each(['br', 'zstd', 'deflate', undefined])('a gzip file said to be %s', async (coding) => {
    expect(await decode(gzipSync(plain), coding)).toEqual(gzipSync(plain))
  })

  it.each(['gzip', 'deflate', 'br', 'zstd'])('nothing at all: %s', async (coding) => {
    for (const bytes of ['', 'a', 'ab']) {
      expect((await decode(Buffer.from(bytes), coding)).toString()).toBe(bytes)
    }
  })

  it('whatever text it is', async () => {
    const coding = fc.constantFrom('gzip', 'zstd', 'deflate', 'br')
    await fc.assert(
      fc.asyncProperty(
        fc
          .lorem({ maxCount: 9 })
          .chain((words) => fc.constantFrom(words, `\u001b[1m${words}ü`, `\t<${words}>`)),
        coding,
        async (given, said) => {
          expect((await decode(Buffer.from(given), said)).toString()).toBe(
            Buffer.from(given).toString(),
          )
        },
      ),
    )
  })
})

describe('fails', () => {
  const problem = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown: unknown) => thrown)
    return error instanceof FetchError ? error.problem : error
  }

  it.each([
    ['gzip that breaks off', gzipSync(plain).subarray(0, -9), 'gzip'],
    ['gzip that breaks off at once', gzipSync(plain).subarray(0, 12), 'gzip'],
    ['zstd that breaks off', zstdCompressSync(plain).subarray(0, -3), 'zstd'],
    ['zstd that makes us keep too much', zstdOfWindow(24, text), 'zstd'],
    ['a wrong checksum', Buffer.concat([gzipSync(plain).subarray(0, -8), Buffer.alloc(8)]), 'gzip'],
    ['four codings', plain, 'gzip, gzip, gzip, gzip'],
    [
      'a header without end',
      Buffer.concat([Buffer.from('1f8b0808000000000003', 'hex'), Buffer.alloc(1e6, 'a')]),
      'gzip',
    ],
  ])('for %s', async (_, bytes, coding) => {
    expect(await problem((async () => decode(bytes, coding, 9999))())).toBe('unreadable')
  })

  it.each(['gzip', 'br', 'deflate'])('as its source does: %s', async (coding) => {
    const failing = async function* () {
      yield gzipSync(plain).subarray(0, 4)
      throw new FetchError('timed_out', 'late')
    }
    const work = Array.fromAsync(decodeBody(failing(), coding))
    expect(await problem(work)).toBe('timed_out')
  })
})

it('lets go of its source when nobody takes more', async () => {
  let isOver = false
  const endless = async function* () {
    try {
      for (;;) yield gzipSync(plain)
    } finally {
      isOver = true
    }
  }
  for await (const chunk of decodeBody(endless(), 'gzip')) {
    expect(chunk.length).toBeGreaterThan(0)
    break
  }
  expect(isOver).toBe(true)
})
