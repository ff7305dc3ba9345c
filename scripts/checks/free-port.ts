import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below those that Linux (from 32,768) and macOS (from 49,152) give to whoever connects, and to servers that take any: one of
 * these may be somebody else's before the process that it was chosen for listens there, seconds later.
 */
const [first, end] = [20_000, 32_000]

const given = new Set<number>()

/** A port of this machine on which nothing listens at this moment, and another one each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, end)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
