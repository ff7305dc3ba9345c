import type { Context } from 'hono'
import type { HttpEnv } from '../http-app.ts'
import { textStream } from './text-stream.ts'

/** A text that is written while it is sent; says at its end whether all of it shows one state of the data. */
export type WrittenText = AsyncGenerator<TextPiece, TextEnd>
export type TextPiece = string | Buffer<ArrayBuffer>
type TextEnd = { showsOneState: boolean }

/**
 * A shorter body is sent as a whole, in bytes: with its length and its tag, and kept. That is 500 tests or 1,000, read and
 * written in some 10 ms; the first bytes of longer ones must not wait for more, and they are packed while they
 * are written. With 1 MiB the first byte of all of a commit of 20,000 tests came after 64 ms.
 */
const leastStreamedBytes = 256 * 1024

/**
 * Answers 200 with a text while it is written, as fast as the client takes it; a short one as a whole. A long one
 * is gathered for `keepReady`, if it wants it.
 *
 * @throws whatever writing its beginning throws; what goes wrong later breaks the answer off
 */
export async function sendText(
  c: Context<HttpEnv>,
  text: WrittenText,
  contentType: string,
): Promise<Response> {
  c.header('Content-Type', contentType)
  const begun: Buffer<ArrayBuffer>[] = []
  for (let bytes = 0; bytes < leastStreamedBytes;) {
    const { done, value } = await text.next()
    if (done === true) {
      const body = Buffer.concat(begun)
      c.set('body', body)
      return c.body(body, 200)
    }
    const piece = bytesOf(value)
    begun.push(piece)
    bytes += piece.length
  }
  c.set('streamed', true)
  if (c.req.method !== 'HEAD') return c.body(textStream(gathered(c, begun, text)), 200)
  await text.return({ showsOneState: false })
  return c.body(null, 200)
}

/** All pieces, as they come; whoever gathers them has the body when the last one was taken. */
async function* gathered(
  c: Context<HttpEnv>,
  begun: Buffer<ArrayBuffer>[],
  text: WrittenText,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const gathering = c.get('gathering')
  try {
    for (;;) {
      const piece = begun.shift() ?? (await nextPiece(text))
      if ('showsOneState' in piece) {
        if (piece.showsOneState) gathering?.end()
        return
      }
      const packed = gathering?.add(piece)
      yield piece
      await packed
    }
  } finally {
    gathering?.giveUp()
    await text.return({ showsOneState: false })
  }
}

async function nextPiece(text: WrittenText): Promise<Buffer<ArrayBuffer> | TextEnd> {
  const { done, value } = await text.next()
  return done === true ? value : bytesOf(value)
}

function bytesOf(piece: TextPiece): Buffer<ArrayBuffer> {
  return typeof piece === 'string' ? Buffer.from(piece) : piece
}
