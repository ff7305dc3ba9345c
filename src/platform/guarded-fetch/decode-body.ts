import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { unpackZstd } from '../unpack-zstd.ts'
import { FetchError } from './fetch-error.ts'

/** A way to unpack, and whether something that begins like this may be packed so. */
type Coding = { decoder: () => Duplex; mayBegin: (start: Buffer) => boolean }

/** How many bytes are looked at to tell how something is packed. */
const startBytes = 16

const beginsLikeGzip = (start: Buffer) => start.length >= 2 && start.readUInt16BE() === 0x1f_8b

const gzip: Coding = { decoder: () => createGunzip(), mayBegin: beginsLikeGzip }

const codings = new Map<string, Coding>([
  ['gzip', gzip],
  ['x-gzip', gzip],
  [
    'deflate',
    {
      decoder: () => createInflate(),
      mayBegin: (start) =>
        start.length >= 2 && (start.readUInt8() & 0x0f) === 8 && start.readUInt16BE() % 31 === 0,
    },
  ],
  [
    'zstd',
    {
      decoder: () => unpackZstd(),
      mayBegin: (start) => start.length >= 4 && start.readUInt32LE() === 0xfd_2f_b5_28,
    },
  ],
  [
    // nothing marks its beginning
    'br',
    {
      decoder: () => createBrotliDecompress(),
      mayBegin: (start) => !beginsLikeGzip(start) && !isText(start),
    },
  ],
])

/** More on top of each other are nobody's intention. */
const maxCodings = 3

/**
 * Unpacks a body of which `Content-Encoding` says that it is packed. The header may be wrong: what is not
 * packed like that comes as it is, and so does what is packed in a way that nobody knows.
 *
 * @throws FetchError `unreadable` for packed data that breaks off or is damaged; whatever `chunks` throw
 */
export function decodeBody(
  chunks: AsyncIterable<Buffer>,
  contentEncoding: string | undefined,
): AsyncIterable<Buffer> {
  const named = (contentEncoding ?? '')
    .split(',')
    .map((name) => codings.get(name.trim().toLowerCase()))
    .filter((coding) => coding !== undefined)
  if (named.length > maxCodings) {
    throw new FetchError('unreadable', `the answer is packed more than ${maxCodings} times`)
  }
  return named.reduceRight(decodeOnce, chunks)
}

async function* decodeOnce(
  chunks: AsyncIterable<Buffer>,
  { decoder, mayBegin }: Coding,
): AsyncGenerator<Buffer, void> {
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    const start = await firstBytes(iterator)
    const all = joined(start, iterator)
    yield* mayBegin(start.subarray(0, startBytes)) ? unpack(all, decoder()) : all
  } finally {
    await iterator.return?.()
  }
}

/** Some, at least as many as are looked at unless there are fewer. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let start = Buffer.alloc(0)
  while (start.length < startBytes) {
    const next = await chunks.next()
    if (next.done === true) break
    start = Buffer.concat([start, next.value])
  }
  return start
}

async function* joined(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  if (start.length > 0) yield start
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

async function* unpack(
  chunks: AsyncIterable<Buffer>,
  decoder: Duplex,
): AsyncGenerator<Buffer, void> {
  // what goes wrong comes out of the decoder, too
  const fed = pipeline(chunks, decoder).catch(() => {})
  try {
    yield* decoder
  } catch (error) {
    if (error instanceof FetchError) throw error
    throw new FetchError('unreadable', 'the answer is damaged: it cannot be unpacked', {
      cause: error,
    })
  } finally {
    decoder.destroy()
    await fed
  }
}

/** Tab, line feed, carriage return, and escape, which colours the logs of terminals. */
const controlsOfText = new Set([0x09, 0x0a, 0x0d, 0x1b])

/** UTF-8 without other control characters; its last character may be cut. */
function isText(bytes: Buffer): boolean {
  if (!bytes.every((byte) => byte >= 0x20 || controlsOfText.has(byte))) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
