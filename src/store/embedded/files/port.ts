import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'

/** The port of the last start; null when none is saved. */
export async function readPort(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const port = Number(text.trim())
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
}

/** Finds a free port on 127.0.0.1: the preferred one, if that is free. */
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
