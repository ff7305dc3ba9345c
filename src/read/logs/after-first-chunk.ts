/**
 * Waits for the first chunk, so that a source that fails at once fails here and not in the middle of an answer.
 *
 * @returns all chunks, the first one included
 * @throws whatever the source throws before its first chunk
 */
export async function afterFirstChunk(
  chunks: AsyncIterable<Buffer>,
): Promise<AsyncIterable<Buffer>> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  })()
}
