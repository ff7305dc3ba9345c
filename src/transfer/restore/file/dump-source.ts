import { constants, createReadStream, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'

/** The bytes of a file or pipe, as they are. */
export type DumpSource = {
  stream: Readable
  /** Undefined for a pipe, whose end nobody knows. */
  totalBytes: number | undefined
}

/**
 * Opens a file, a pipe (`<(zcat …)`, or one made by mkfifo) or standard input (`/dev/stdin`, `-`).
 *
 * @throws whatever the file system says
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
 * As a socket, not as a file: a read of a file cannot be taken back, so that a pipe whose writer says
 * nothing would keep the process from ending.
 */
function openPipe(path: string): Readable {
  // without O_NONBLOCK it would wait here for a writer
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}
