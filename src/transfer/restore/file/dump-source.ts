import { constants, createReadStream, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'

/** The bytes of a file or pipe, not unpacked. */
export type DumpSource = {
  stream: Readable
  /** Size in bytes; undefined for a pipe. */
  totalBytes: number | undefined
}

/**
 * Opens a file, a pipe (`<(zcat …)`, or one made by mkfifo) or standard input (`/dev/stdin`, `-`).
 *
 * @throws the file system's error
 */
export async function openDumpSource(path: string, chunkBytes: number): Promise<DumpSource> {
  if (path === '-' || path === '/dev/stdin') return { stream: process.stdin, totalBytes: undefined }
  const found = await stat(path)
  if (found.isFIFO()) return { stream: openPipe(path), totalBytes: undefined }
  return {
    stream: createReadStream(path, { highWaterMark: chunkBytes }),
    totalBytes: found.isFile() ? found.size : undefined,
  }
}

/**
 * Opens a pipe as a socket, not as a file: reading a file cannot be cancelled, so a pipe to which nobody writes would keep
 * the process from ending.
 */
function openPipe(path: string): Readable {
  // without O_NONBLOCK it would wait here for a writer
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}
