import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A pooler as its clients see it. */
export type Pooler = AsyncDisposable & {
  /** The address of the database through the pooler. */
  url: string
}

/** What only a server process can follow. */
const unsupported = /\0(options|\w+_timeout)\0/u

/**
 * Stands for a pooler such as PgBouncer, which tests cannot expect to find: it introduces itself to
 * clients in the place of the server process, refuses what it does not know at the start of a session,
 * and passes on the cancellation of a statement. It keeps a client on one server process; a test that
 * wants to meet another one, as in transaction mode, changes the settings behind its back.
 */
export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const address = new URL(databaseUrl)
  const place = { host: address.hostname, port: Number(address.port) }
  const keys = new Map<number, Buffer>()
  const server = createServer((client) => {
    const upstream = connect(place)
    client.once('data', (first) => {
      const [, parameter] = unsupported.exec(first.toString('latin1')) ?? []
      if (parameter !== undefined)
        client.end(refusal(`unsupported startup parameter: ${parameter}`))
      else upstream.write(withOwnKey(first, keys))
      client.pipe(upstream)
    })
    hideKey(upstream, client, keys)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address.port = String((server.address() as AddressInfo).port)
  return {
    url: address.href,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

/** Hands on what the server says; in the beginning its key is replaced by a made-up one. */
function hideKey(upstream: Socket, client: Socket, keys: Map<number, Buffer>): void {
  let unread = Buffer.alloc(0)
  let begun = false
  upstream.on('data', (chunk) => {
    if (begun) return void client.write(chunk)
    unread = Buffer.concat([unread, chunk])
    while (!begun && unread.length >= 5 && unread.length > unread.readInt32BE(1)) {
      const message = unread.subarray(0, 1 + unread.readInt32BE(1))
      unread = unread.subarray(message.length)
      const type = String.fromCharCode(message[0] ?? 0)
      if (type === 'K') message.writeInt32BE(remember(message.subarray(5), keys), 5)
      begun = type === 'Z'
      client.write(message)
    }
    if (begun) client.write(unread)
  })
}

function remember(key: Buffer, keys: Map<number, Buffer>): number {
  const processID = 1_000_000_000 + keys.size
  keys.set(processID, Buffer.from(key))
  return processID
}

/** A request to cancel gets the key of the server process; anything else stays as it is. */
function withOwnKey(first: Buffer, keys: Map<number, Buffer>): Buffer {
  if (first.readInt32BE(4) !== 80_877_102) return first
  return Buffer.concat([first.subarray(0, 8), keys.get(first.readInt32BE(8)) ?? Buffer.alloc(8)])
}

function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`)
  const head = Buffer.alloc(5, 'E')
  head.writeInt32BE(4 + fields.length, 1)
  return Buffer.concat([head, fields])
}
