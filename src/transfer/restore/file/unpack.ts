import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/**
 * Unpacks a gzip stream. Errors of it, or of `packed`, are thrown to the reader, also when it starts to read later.
 *
 * @param chunkBytes size of the pieces that are read
 */
export function unpack(packed: Readable, chunkBytes: number): Readable {
  // the callback form: an error reaches the reader of the last stream
  const plain = pipeline(packed, createGunzip({ chunkSize: chunkBytes }), () => {})
  // `pipeline` is done before the last bytes are checked; a later error without a listener would end the process
  plain.on('error', () => {})
  return plain
}
