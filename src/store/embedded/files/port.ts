import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'

/** The port that an earlier start wrote down. */
export async function readPort(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const port = Number(text.trim())
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
}

/** A port of 127.0.0.1 that is free at this moment, the preferred one if possible. */
export async function findFreePort(preferred: number | null): Promise<number> {
  if (preferred !== null) {
    const same = await listenOnce(preferred).catch(() => null)
    if (same !== null) return same
  }
  return listenOnce(0)
}

function listenOnce(port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', () => {
    const address = server.address()
    server.close(() =>
      resolve(typeof address === 'object' && address !== null ? address.port : port),
    )
  })
  return promise
}
