import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server. */
export type FreezingProxy = AsyncDisposable & {
  /** The address of the database by this way. */
  url: string
  /** From now on connections stay, new ones are taken, and nothing passes: as with a server that is stopped (SIGSTOP). */
  freeze: () => void
}

/** Passes on what clients and a server say to each other, until it is frozen. */
export async function startFreezingProxy(databaseUrl: string): Promise<FreezingProxy> {
  const address = new URL(databaseUrl)
  const place = { host: address.hostname, port: Number(address.port) }
  const open = new Set<Socket>()
  let isFrozen = false
  const pass = (from: Socket, to: Socket) => {
    open.add(from)
    from.on('data', (chunk) => isFrozen || to.write(chunk))
    from.on('error', () => {})
    from.on('close', () => {
      open.delete(from)
      if (!isFrozen) to.destroy()
    })
  }
  const server = createServer((client) => {
    const upstream = connect(place)
    pass(client, upstream)
    pass(upstream, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address.port = String((server.address() as AddressInfo).port)
  return {
    url: address.href,
    freeze: () => {
      isFrozen = true
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
