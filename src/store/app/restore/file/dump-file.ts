import { addAbortSignal, Readable } from 'node:stream'
import { errorMessage } from '../../../../platform/error-message.ts'
import { RestoreError } from '../restore-error.ts'
import { bytesWithHead } from './bytes-with-head.ts'
import { headBytes, isGzip, refuseOtherFormats } from './dump-format.ts'
import { openDumpSource } from './dump-source.ts'
import { unpack } from './unpack.ts'

const chunkBytes = 1 << 20

/** An open dump: its plain bytes in order, and how far into the file they are. Dispose to close it. */
export type DumpFile = Disposable & {
  chunks: AsyncIterable<Buffer>
  /** Size of the file on disk; undefined for a pipe, whose end nobody knows. */
  totalBytes: number | undefined
  /** Bytes of the file or pipe that have been read so far, packed or not. */
  readBytes: () => number
}

/**
 * Opens a dump, gzip or plain, file or pipe; what it is is told by its first bytes, not by its name.
 * Memory in use does not depend on its size.
 *
 * @throws RestoreError `dump_unreadable` when there is no such file, `dump_not_plain` for what holds
 * no SQL; while reading, `dump_unreadable` for a damaged or cut off file
 */
export async function openDumpFile(path: string, signal?: AbortSignal): Promise<DumpFile> {
  return readably(path, signal, async () => {
    const { stream, totalBytes } = await openDumpSource(path, chunkBytes)
    using closing = new DisposableStack()
    closing.defer(() => stream.destroy())
    if (signal !== undefined) addAbortSignal(signal, stream)
    stream.on('error', () => {}) // whoever reads is told
    let readBytes = 0
    const plain = await plainBytes(
      path,
      counted(stream, (bytes) => (readBytes += bytes)),
    )
    const open = closing.move()
    return {
      chunks: readablePieces(path, signal, plain),
      totalBytes,
      readBytes: () => readBytes,
      [Symbol.dispose]: () => open.dispose(),
    }
  })
}

async function* counted(
  stream: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    count(piece.length)
    yield piece
  }
}

async function plainBytes(
  path: string,
  file: AsyncIterable<Buffer>,
): Promise<AsyncIterable<Buffer>> {
  const { head, all } = await bytesWithHead(file, headBytes)
  if (!isGzip(head)) {
    refuseOtherFormats(path, head, { unpacked: false })
    return all
  }
  const plain = await bytesWithHead(unpack(Readable.from(all), chunkBytes), headBytes)
  refuseOtherFormats(path, plain.head, { unpacked: true })
  return plain.all
}

async function* readablePieces(
  path: string,
  signal: AbortSignal | undefined,
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const iterator = pieces[Symbol.asyncIterator]()
  while (true) {
    const { done, value } = await readably(path, signal, () => iterator.next())
    if (done === true) return
    yield value
  }
}

/** @throws RestoreError `dump_unreadable` for what the file system or gzip says */
async function readably<T>(
  path: string,
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read()
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof RestoreError) throw error
    throw new RestoreError('dump_unreadable', `cannot read ${path}: ${errorMessage(error)}`, {
      cause: error,
    })
  }
}
