import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addAbortSignal, Readable } from 'node:stream'
import { errorMessage } from '../../../platform/error-message.ts'
import { RestoreError } from '../restore-error.ts'
import { type BytesWithHead, bytesWithHead } from './bytes-with-head.ts'
import { headBytes, isArchive, isGzip, refuseOtherFormats } from './dump-format.ts'
import { openDumpSource } from './dump-source.ts'
import { scriptOfArchive } from './pg-restore.ts'
import { unpack } from './unpack.ts'

const chunkBytes = 1 << 20

/** An open dump: its plain bytes in order, and how far into the file they are. Dispose to close it. */
export type DumpFile = Disposable & {
  /** The first of its bytes; none of an archive, whose script begins with nothing of note. */
  head: Buffer
  chunks: AsyncIterable<Buffer>
  /** Size of the file on disk; undefined for a pipe, whose end nobody knows. */
  totalBytes: number | undefined
  /** Bytes of the file or pipe that have been read so far, packed or not. */
  readBytes: () => number
}

/**
 * Opens a dump: text, gzip or plain, file or pipe, or an archive of pg_dump, which pg_restore makes SQL
 * of. What it is is told by its first bytes, not by its name. Memory in use does not depend on its size.
 *
 * @throws RestoreError `dump_unreadable` when there is no such file, `dump_not_plain` for what holds
 * no text; while reading, `dump_unreadable` for a damaged or cut off file
 */
export async function openDumpFile(path: string, signal?: AbortSignal): Promise<DumpFile> {
  return readably(path, signal, async () => {
    if (await isFolder(path)) return openArchiveFolder(path, signal)
    const { stream, totalBytes } = await openDumpSource(path, chunkBytes)
    using closing = new DisposableStack()
    closing.defer(() => stream.destroy())
    if (signal !== undefined) addAbortSignal(signal, stream)
    stream.on('error', () => {}) // whoever reads is told
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

/** pg_dump's directory format; how much of its files pg_restore has read nobody knows. */
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
