import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/**
 * The bytes of a gzip stream. What is wrong with it, or with `packed`, is thrown to whoever reads,
 * however late that is.
 *
 * @param chunkBytes size of the pieces that are read
 */
export function unpack(packed: Readable, chunkBytes: number): Readable {
  // the callback form: an error reaches the reader of the last stream, which is the one that waits
  const plain = pipeline(packed, createGunzip({ chunkSize: chunkBytes }), () => {})
  // `pipeline` is done before the last bytes are checked: an error that nobody reads yet ends a process
  plain.on('error', () => {})
  return plain
}
