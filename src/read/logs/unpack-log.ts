import { promisify } from 'node:util'
import { createGunzip, gunzip } from 'node:zlib'
import type { KeptLog } from '../../store/cache/log-store.ts'
import { afterFirstChunk } from './after-first-chunk.ts'
import type { Log, WholeLog } from './log.ts'

/** Logs up to this size, in bytes, are decompressed as a whole. */
const mostWholeBytes = 65_536

const unpackWhole = promisify(gunzip)

/**
 * Opens a log that was kept; null when it cannot be decompressed.
 *
 * @param again for how long a small log may be given again from memory
 */
export async function unpackLog(
  { type, length, body }: KeptLog,
  again: Omit<WholeLog, 'body'>,
): Promise<Log | null> {
  const about = { type: type ?? undefined, length, [Symbol.dispose]: () => {} }
  try {
    if (length > mostWholeBytes) return { ...about, body: await afterFirstChunk(unpacked(body)) }
    const whole = await unpackWhole(body, { maxOutputLength: mostWholeBytes })
    return { ...about, body: piecesOf(whole), whole: { ...again, body: whole } }
  } catch {
    return null
  }
}

async function* piecesOf(whole: Buffer): AsyncGenerator<Buffer, void> {
  yield whole
}

/** Decompresses piece by piece, because a small body may hold a large log. */
async function* unpacked(body: Buffer): AsyncGenerator<Buffer, void> {
  const unpacking = createGunzip()
  unpacking.end(body)
  try {
    yield* unpacking
  } finally {
    unpacking.destroy()
  }
}
