import { copyFile, open, stat, truncate } from 'node:fs/promises'

/** The log and the one before it together take at most twice this, plus what is written in a minute. */
const logBytesMax = 8 * 1024 * 1024

/**
 * Moves the server's log to `<path>.1` once it is larger than `bytesMax`. It is copied and then emptied, because the
 * server keeps the file open and appends to it.
 */
export async function boundServerLog(path: string, bytesMax = logBytesMax): Promise<void> {
  if ((await sizeOf(path)) <= bytesMax) return
  await copyFile(path, `${path}.1`)
  await truncate(path, 0)
}

/** The size of the log in bytes, 0 when there is none. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

/** The lines of the log after `offset`, but of the last 64 KiB only. */
export async function linesSince(path: string, offset: number): Promise<string[]> {
  const size = await sizeOf(path)
  const start = Math.max(Math.min(offset, size), size - 65_536)
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(size - start),
      0,
      size - start,
      start,
    )
    return buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean)
  } finally {
    await file.close()
  }
}
