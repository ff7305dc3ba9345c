import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'

/** A thread of its own, because the clients are waited for in a way that stops the one that starts them. */
const log = '[    0.000000] Booting Linux on physical CPU 0x0\n'.repeat(1000)

const listing =
  '<table id="list"><tbody><tr><td><a href="a.log">a.log</a><td>48 KiB<td>2025-Jul-16</table>'

const server = createServer((request, response) => {
  if (request.url === '/logs/') response.setHeader('Content-Type', 'text/html').end(listing)
  else response.setHeader('Content-Type', 'application/gzip').end(gzipSync(log))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
parentPort?.postMessage((server.address() as AddressInfo).port)
