import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { unpackZstd } from '../../platform/unpack-zstd.ts'
import { refused } from '../submission-refused.ts'
import type { ReceivingPlace } from './receiving-places.ts'

const decoders: Readonly<Record<string, (place: ReceivingPlace) => Duplex>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  zstd: (place) => {
    place.unpackZstd()
    return unpackZstd()
  },
}

/**
 * A body as it was before it was packed, in pieces of at most 64 kB however much it grows.
 *
 * @param coding the header `Content-Encoding`
 * @throws SubmissionRefused `unknown_coding`, `too_many_submissions`; later, while it is read, `damaged_body`
 */
export function unpackBody(
  chunks: AsyncIterable<Uint8Array>,
  coding: string | undefined,
  place: ReceivingPlace,
): AsyncIterable<Uint8Array> {
  const name = coding?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'identity') return chunks
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined
  if (decoder === undefined) throw refused('unknown_coding')
  return unpack(chunks, decoder(place))
}

async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  decoder: Duplex,
): AsyncGenerator<Uint8Array, void> {
  let ofSource: unknown
  // what goes wrong comes out of the decoder, too
  const fed = pipeline(
    noting(chunks, (error) => (ofSource = error)),
    decoder,
  ).catch(() => {})
  try {
    yield* decoder as AsyncIterable<Uint8Array>
  } catch (error) {
    throw ofSource ?? refused('damaged_body', { cause: error })
  } finally {
    decoder.destroy()
    await fed
  }
}

/** A client that leaves or is slow must not be told that what it sent is damaged. */
async function* noting(
  chunks: AsyncIterable<Uint8Array>,
  note: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks
  } catch (error) {
    note(error)
    throw error
  }
}
