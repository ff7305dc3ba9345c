import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addAbortSignal, Readable } from 'node:stream'
import { errorMessage } from '../../../platform/errors/error-message.ts'
import { RestoreError } from '../restore-error.ts'
import { type BytesWithHead, bytesWithHead } from './bytes-with-head.ts'
import { headBytes, isArchive, isGzip, refuseOtherFormats } from './dump-format.ts'
import { openDumpSource } from './dump-source.ts'
import { scriptOfArchive } from './pg-restore.ts'
import { unpack } from './unpack.ts'

const chunkBytes = 1 << 20

/** An open dump: its unpacked bytes, and how much of the file was read. Dispose of it to close it. */
export type DumpFile = Disposable & {
  /** The first unpacked bytes; empty for an archive of pg_dump. */
  head: Buffer
  chunks: AsyncIterable<Buffer>
  /** Size of the file on disk in bytes; undefined for a pipe. */
  totalBytes: number | undefined
  /** Bytes of the file or pipe that were read so far, as they are there: packed or not. */
  readBytes: () => number
}

/**
 * Opens a dump: text, plain or gzip, from a file or pipe, or an archive of pg_dump, which pg_restore turns into SQL.
 * The format is found by the first bytes, not by the name. Memory in use does not depend on the size.
 *
 * @throws RestoreError `dump_unreadable` when there is no such file, `dump_not_plain` for a file that is
 * no text; while reading, `dump_unreadable` for a file that is damaged or cut off
 */
export async function openDumpFile(path: string, signal?: AbortSignal): Promise<DumpFile> {
  return readably(path, signal, async () => {
    if (await isFolder(path)) return openArchiveFolder(path, signal)
    const { stream, totalBytes } = await openDumpSource(path, chunkBytes)
    using closing = new DisposableStack()
    closing.defer(() => stream.destroy())
    if (signal !== undefined) addAbortSignal(signal, stream)
    stream.on('error', () => {}) // the reader gets it
    let readBytes = 0
    const { head, all } = await plainBytes(
      path,
      signal,
      counted(stream, (bytes) => (readBytes += bytes)),
    )
    const open = closing.move()
    return {
      head,
      chunks: readablePieces(path, signal, all),
      totalBytes,
      readBytes: () => readBytes,
      [Symbol.dispose]: () => open.dispose(),
    }
  })
}

async function isFolder(path: string): Promise<boolean> {
  if (path === '-') return false
  return (await stat(path)).isDirectory()
}

/** Opens pg_dump's directory format. How much of its files pg_restore has read is not known. */
function openArchiveFolder(path: string, signal: AbortSignal | undefined): DumpFile {
  if (!existsSync(join(path, 'toc.dat'))) {
    throw new RestoreError('dump_not_plain', `${path} is a folder, not a dump`)
  }
  let readBytes = 0
  const script = counted(scriptOfArchive({ path }, signal), (bytes) => (readBytes += bytes))
  return {
    head: Buffer.alloc(0),
    chunks: readablePieces(path, signal, script),
    totalBytes: undefined,
    readBytes: () => readBytes,
    [Symbol.dispose]: () => {},
  }
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
  signal: AbortSignal | undefined,
  file: AsyncIterable<Buffer>,
): Promise<BytesWithHead> {
  const packed = await bytesWithHead(file, headBytes)
  const unpacked = isGzip(packed.head)
  const { head, all } = unpacked
    ? await bytesWithHead(unpack(Readable.from(packed.all), chunkBytes), headBytes)
    : packed
  if (isArchive(head)) {
    return { head: Buffer.alloc(0), all: scriptOfArchive({ path, bytes: all }, signal) }
  }
  refuseOtherFormats(path, head, { unpacked })
  return { head, all }
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

/** @throws RestoreError `dump_unreadable` for an error of the file system or of gzip */
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
