import { createGunzip } from 'node:zlib'
import type { KeptLog } from '../../store/cache/log-store.ts'
import { begun } from './begun.ts'
import type { Log } from './log.ts'

/** A log as it was kept; null when it cannot be unpacked. */
export async function unpackLog({ type, length, body }: KeptLog): Promise<Log | null> {
  try {
    const bytes = await begun(unpacked(body))
    return { type: type ?? undefined, length, body: bytes, [Symbol.dispose]: () => {} }
  } catch {
    return null
  }
}

/** Piece by piece: a small body may hold a large log. */
async function* unpacked(body: Buffer): AsyncGenerator<Buffer, void> {
  const gunzip = createGunzip()
  gunzip.end(body)
  try {
    yield* gunzip
  } finally {
    gunzip.destroy()
  }
}
