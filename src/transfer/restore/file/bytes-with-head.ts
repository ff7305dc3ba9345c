/** A stream of bytes whose beginning is known. */
export type BytesWithHead = {
  /** The first bytes: as many as were asked for or more, or all of a shorter stream. */
  head: Buffer
  /** The whole stream, with the head. */
  all: AsyncIterable<Buffer>
}

/** Reads the first `length` bytes ahead. They are still part of the stream. */
export async function bytesWithHead(
  pieces: AsyncIterable<Buffer>,
  length: number,
): Promise<BytesWithHead> {
  const rest = pieces[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < length) {
    const { done, value } = await rest.next()
    if (done === true) break
    head = Buffer.concat([head, value])
  }
  return { head, all: joined(head, rest) }
}

async function* joined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  yield* { [Symbol.asyncIterator]: () => rest }
}
