/** Bytes whose beginning has been looked at. */
export type BytesWithHead = {
  /** The first bytes, at least as many as were asked for if there are as many. */
  head: Buffer
  /** All of them, from the first. */
  all: AsyncIterable<Buffer>
}

/** Reads on until the first `length` bytes are there, and gives them back at the front. */
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
