import { once } from 'node:events'
import { createGzip } from 'node:zlib'

/** What was read, packed; its length unpacked. */
type Packed = { body: Buffer; length: number }

/**
 * The same bytes, which are packed meanwhile: so a log never lies in memory as it is.
 *
 * @param maxBytes more are not kept, packed
 * @param told `tooLarge` as soon as there are more, else `whole` what was read to its end
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
