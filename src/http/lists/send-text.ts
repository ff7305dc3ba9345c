import type { Context } from 'hono'
import type { LongRead } from '../../read/long-list/long-read.ts'
import type { HttpEnv } from '../http-app.ts'
import { isNotModified } from '../ready/not-modified.ts'
import { textStream } from './text-stream.ts'

/** A text that is read while it is sent; says at its end whether all of it shows one state of the data. */
type WrittenText = AsyncGenerator<TextPiece, TextEnd>
export type TextPiece = string | Buffer<ArrayBuffer>
type TextEnd = { showsOneState: boolean }

/**
 * A shorter body is sent as a whole, in bytes: with its length and its tag, and kept. That is 500 tests or 1,000, read and
 * written in some 10 ms; the first bytes of longer ones must not wait for more, and they are packed while they
 * are written. With 1 MiB the first byte of all of a commit of 20,000 tests came after 64 ms.
 */
const leastStreamedBytes = 256 * 1024

/** Answers 200 with a text of which all is at hand, as a whole. */
export async function sendWhole(
  c: Context<HttpEnv>,
  text: AsyncGenerator<TextPiece>,
  contentType: string,
): Promise<Response> {
  c.header('Content-Type', contentType)
  const pieces: Buffer[] = []
  for await (const piece of text) pieces.push(bytesOf(piece))
  return whole(c, pieces)
}

/**
 * Answers 200 with a text while it is read, as fast as the client takes it; a short one as a whole. A long one
 * is gathered for `keepReady`, if it wants it.
 *
 * @throws whatever reading its beginning throws; what goes wrong later breaks the answer off
 */
export async function sendText(
  c: Context<HttpEnv>,
  read: LongRead,
  pieces: AsyncGenerator<TextPiece>,
  contentType: string,
): Promise<Response> {
  c.header('Content-Type', contentType)
  const text = read.handOver(pieces)
  const begun: Buffer<ArrayBuffer>[] = []
  for (let bytes = 0; bytes < leastStreamedBytes;) {
    const { done, value } = await text.next()
    if (done === true) return whole(c, begun)
    const piece = bytesOf(value)
    begun.push(piece)
    bytes += piece.length
  }
  c.set('streamed', true)
  if (await isBodyWanted(c, read, text)) return c.body(textStream(gathered(c, begun, text)), 200)
  await text.return({ showsOneState: false })
  return c.body(null, 200)
}

function whole(c: Context<HttpEnv>, pieces: readonly Buffer[]): Response {
  const body = Buffer.concat(pieces)
  c.set('body', body)
  return c.body(body, 200)
}

/** Marks the answer by the state in which it is read: who has that one already wants no body. */
async function isBodyWanted(
  c: Context<HttpEnv>,
  read: LongRead,
  text: WrittenText,
): Promise<boolean> {
  try {
    const mark = await c.get('sentBody')?.begin((scopes) => read.lastChanges(scopes))
    if (c.req.method === 'HEAD') return false
    return !mark || !isNotModified(c.req.header('if-none-match'), mark.etag)
  } catch (error) {
    await text.return({ showsOneState: false })
    throw error
  }
}

/** All pieces, as they come; whoever gathers them has the body when the last one was taken. */
async function* gathered(
  c: Context<HttpEnv>,
  begun: Buffer<ArrayBuffer>[],
  text: WrittenText,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const gathering = c.get('sentBody')?.keeper
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
