import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { errorMessage } from '../../../platform/error-message.ts'
import { RestoreError } from './restore-error.ts'
import { unpack } from './unpack.ts'

const chunkBytes = 1 << 20

/** An open dump: its plain bytes in order, and how far into the file on disk they are. */
export type DumpFile = {
  chunks: AsyncIterable<Buffer>
  /** Size of the file on disk. */
  totalBytes: number
  /** Bytes of the file on disk that have been read so far. */
  readBytes: () => number
}

/**
 * Opens a dump, gzip or plain; which of the two is told by its first bytes, not by its name. Memory
 * in use does not depend on the size of the file.
 *
 * @throws RestoreError `dump_unreadable` when there is no such file, `dump_not_plain` for the binary
 * formats of pg_dump; while reading, `dump_unreadable` for a damaged or cut off file
 */
export async function openDumpFile(path: string, signal?: AbortSignal): Promise<DumpFile> {
  const { head, totalBytes } = await inspect(path)
  if (head.toString('latin1') === 'PGDMP') {
    throw new RestoreError(
      'dump_not_plain',
      `${path} is a dump in custom format; make one with pg_dump --format=plain --data-only`,
    )
  }
  const file = createReadStream(path, { highWaterMark: chunkBytes, signal })
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  const plain = gzip ? unpack(file, chunkBytes) : file
  return {
    chunks: withReadableErrors(path, plain, signal),
    totalBytes,
    readBytes: () => file.bytesRead,
  }
}

async function inspect(path: string): Promise<{ head: Buffer; totalBytes: number }> {
  try {
    await using file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0)
    return { head: buffer.subarray(0, bytesRead), totalBytes: (await file.stat()).size }
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function* withReadableErrors(
  path: string,
  plain: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  try {
    yield* plain
  } catch (error) {
    signal?.throwIfAborted()
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): RestoreError {
  return new RestoreError('dump_unreadable', `cannot read ${path}: ${errorMessage(error)}`, {
    cause: error,
  })
}
