import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { SlowReaders } from './slow-readers.ts'

/** More than the system takes from a server for a client that does not read. */
const large = Buffer.alloc(256 * 1024 * 1024)
const unreadMs = 5_000

it('cuts those that do not read while too much waits for all, and nobody who reads', async () => {
  const sent: Socket[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {}).write(large)
    sent.push(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const clients = Array.from({ length: 5 }, () => connect(port, '127.0.0.1').pause())
  for (const client of clients) client.on('error', () => {})
  await expect.poll(() => sent.length).toBe(clients.length)
  const reader = clients[0] as Socket
  const ofReader = sent.find(({ remotePort }) => remotePort === reader.localPort)
  let received = 0
  reader.on('data', ({ length }) => (received += length)).pause()
  const readOn = async () => {
    const enough = received + 8 * 1024 * 1024
    reader.resume()
    await expect.poll(() => received, { interval: 1 }).toBeGreaterThan(enough)
    reader.pause()
  }

  const slowReaders = new SlowReaders({ mostWaitingBytes: 3 * large.length, unreadMs })
  const cut = () => sent.filter(({ destroyed }) => destroyed).length
  for (let now = 0; cut() === 0; now += unreadMs / 2) {
    await readOn()
    slowReaders.look(sent, now)
  }
  expect(cut()).toBe(2)
  expect(ofReader?.destroyed).toBe(false)
  slowReaders.look(sent, 1e9)
  expect(cut()).toBe(2)
  for (const socket of [...clients, ...sent]) socket.destroy()
  server.close()
})
