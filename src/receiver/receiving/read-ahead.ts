/** A body of which the beginning was read. */
export type ReadAhead =
  /** It has ended. */
  | { whole: Uint8Array }
  /** There is more; all of it, from its first byte on. */
  | { chunks: AsyncIterable<Uint8Array> }

/**
 * Reads a body into memory as long as it is small. However small its pieces are, it takes the memory of one
 * piece or, when there are more, of `bytesMax`.
 *
 * @throws whatever `chunks` throw
 */
export async function readAhead(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<ReadAhead> {
  const iterator = chunks[Symbol.asyncIterator]()
  let read: Uint8Array = new Uint8Array()
  let gathered: Uint8Array | undefined
  for (;;) {
    const next = await iterator.next()
    if (next.done === true) return { whole: read }
    const bytes = read.length + next.value.length
    if (bytes > bytesMax) return { chunks: joined([read, next.value], iterator) }
    if (read.length === 0) {
      read = next.value
      continue
    }
    if (gathered === undefined) {
      gathered = Buffer.allocUnsafe(bytesMax)
      gathered.set(read)
    }
    gathered.set(next.value, read.length)
    read = gathered.subarray(0, bytes)
  }
}

async function* joined(
  read: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* read
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value
  } finally {
    await rest.return?.()
  }
}
