import { once } from 'node:events'
import { createGzip } from 'node:zlib'

/** A compressed log; `length` is that of the log itself, in bytes. */
type Packed = { body: Buffer; length: number }

/**
 * Passes chunks on and compresses them meanwhile, so that a log is never in memory uncompressed.
 *
 * @param maxBytes the largest compressed log that is kept
 * @param told calls `tooLarge` as soon as the log exceeds that, or `whole` once it was read to its end
 */
export async function* packWhileRead(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
  told: { tooLarge: () => void; whole: (packed: Packed) => Promise<void> },
): AsyncGenerator<Buffer, void> {
  const gzip = createGzip()
  const packed: Buffer[] = []
  let packedBytes = 0
  let length = 0
  gzip.on('data', (chunk: Buffer) => {
    packedBytes += chunk.length
    if (packedBytes <= maxBytes) return void packed.push(chunk)
    gzip.destroy()
    told.tooLarge()
  })
  const closed = once(gzip, 'close')
  try {
    for await (const chunk of chunks) {
      length += chunk.length
      if (!gzip.destroyed && !gzip.write(chunk)) {
        await Promise.race([once(gzip, 'drain'), closed])
      }
      yield chunk
    }
    if (!gzip.destroyed) gzip.end()
    await closed
    if (packedBytes <= maxBytes) await told.whole({ body: Buffer.concat(packed), length })
  } finally {
    gzip.destroy()
  }
}
