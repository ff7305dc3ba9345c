import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { smallDocument } from '../../ingest/testing/small-documents.ts'

/** A body, one character per byte, and how it is said to be packed. */
export type HostileBody = { coding: string; body: string }

const good = JSON.stringify(smallDocument('a'))
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** Unpacked none of them is a document, whole or in part. */
const texts = fc.oneof(
  fc.constantFrom('', '{}', '\0', '{"version":', '[[', 'null', good + good, good.slice(1)),
  fc.constantFrom(
    good.replace('"o"', '"O"'),
    good.replaceAll('}', '').trim(),
    `\ufeff\ufeff${good}`,
  ),
  fc.constantFrom('['.repeat(60_000), `{"a":${'1'.repeat(30_000)}e9}`, 'x'.repeat(70_000)),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

const plain = texts.map((text) => ({ coding: '', body: latin1(Buffer.from(text)) }))

const packed = fc
  .tuple(
    texts,
    fc.constantFrom('gzip', 'x-gzip', 'zstd'),
    fc.double({ min: 0.1, max: 1, noNaN: true }),
  )
  .map(([text, coding, share]) => {
    const bytes = coding === 'zstd' ? zstdCompressSync(text) : gzipSync(text)
    return { coding, body: latin1(bytes.subarray(0, Math.ceil(bytes.length * share))) }
  })

const wronglyPacked = fc.constantFrom(
  { coding: 'gzip', body: good },
  { coding: 'zstd', body: good },
  { coding: 'br', body: good },
  { coding: 'zstd, br', body: good },
  { coding: 'gzip', body: latin1(gzipSync(good)).slice(0, -9) },
  { coding: 'gzip', body: `${latin1(gzipSync(good))}${good}` },
  { coding: 'gzip, gzip', body: latin1(gzipSync(gzipSync(good))) },
  { coding: 'gzip', body: latin1(gzipSync(gzipSync(good))) },
)

/** Bodies that no receiver may take for a submission. */
export const hostileBodies: fc.Arbitrary<HostileBody> = fc.oneof(
  { arbitrary: plain, weight: 6 },
  { arbitrary: packed, weight: 2 },
  { arbitrary: wronglyPacked, weight: 1 },
)

/** Few bytes that become very many: of spaces, and of zeros beyond what a document may have. */
export function bombs(): HostileBody[] {
  const many = Buffer.alloc(64 * 1024 * 1024, ' ')
  const tooMany = Buffer.alloc(600 * 1024 * 1024)
  return [
    { coding: 'gzip', body: latin1(gzipSync(many)) },
    { coding: 'zstd', body: latin1(zstdCompressSync(many)) },
    { coding: 'zstd', body: latin1(zstdCompressSync(tooMany)) },
  ]
}
