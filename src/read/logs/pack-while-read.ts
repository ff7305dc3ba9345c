import { once } from 'node:events'
import { createGzip } from 'node:zlib'

/** What was read, packed; its length unpacked. */
type Packed = { body: Buffer; length: number }

/**
 * The same bytes, which are packed meanwhile: so a log never lies in memory as it is.
 *
 * @param maxBytes more are not kept, packed
 * @param onEnd told what was read to its end, or null when that was too much
 */
export async function* packWhileRead(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
  onEnd: (packed: Packed | null) => Promise<void>,
): AsyncGenerator<Buffer, void> {
  const gzip = createGzip()
  const packed: Buffer[] = []
  let packedBytes = 0
  let length = 0
  gzip.on('data', (chunk: Buffer) => {
    packedBytes += chunk.length
    if (packedBytes > maxBytes) gzip.destroy()
    else packed.push(chunk)
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
    await onEnd(packedBytes > maxBytes ? null : { body: Buffer.concat(packed), length })
  } finally {
    gzip.destroy()
  }
}
