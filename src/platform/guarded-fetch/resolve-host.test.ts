import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { askNameServers } from './resolve-host.ts'

/** Answers of a name server, by name and record type (1 for A, 28 for AAAA): addresses in hex, or a code. */
type Zone = Record<string, { 1?: string[]; 28?: string[]; code?: number; isMute?: boolean }>

async function startNameServer(zone: Zone) {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12)
    const labels: string[] = []
    for (let at = 12; at < end; at += 1 + query.readUInt8(at)) {
      labels.push(query.toString('latin1', at + 1, at + 1 + query.readUInt8(at)))
    }
    const name = labels.join('.')
    const type = query.readUInt16BE(end + 1) as 1 | 28
    asked.push(name)
    const { code = name in zone ? 0 : 3, isMute = false, ...records } = zone[name] ?? {}
    if (isMute) return
    const found = records[type] ?? []
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x81_80 | code, 2)
    head.writeUInt16BE(found.length, 6)
    head.writeUInt16BE(0, 10)
    const answers = found.map((hex) => {
      const size = (hex.length / 2).toString(16).padStart(4, '0')
      const kind = type.toString(16).padStart(4, '0')
      return Buffer.from(`c00c${kind}00010000003c${size}${hex}`, 'hex')
    })
    socket.send(Buffer.concat([head, query.subarray(12, end + 5), ...answers]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    asked,
    resolve: askNameServers([`127.0.0.1:${socket.address().port}`]),
    [Symbol.dispose]: () => void socket.close(),
  }
}

const { signal } = new AbortController()

it('finds addresses of both kinds, those of one kind, and none', async () => {
  using server = await startNameServer({
    'both.test': { 1: ['08080808', '7f000001'], 28: ['00000000000000000000000000000001'] },
    'old.test': { 1: ['01020304'] },
    'half.test': { 28: ['20010db8000000000000000000000001'] },
    'none.test': {},
  })
  expect(await server.resolve('both.test', signal)).toEqual(['8.8.8.8', '127.0.0.1', '::1'])
  expect(await server.resolve('old.test', signal)).toEqual(['1.2.3.4'])
  expect(await server.resolve('half.test', signal)).toEqual(['2001:db8::1'])
  expect(await server.resolve('none.test', signal)).toEqual([])
  expect(await server.resolve('gone.test', signal)).toEqual([])
})

it('does not append domains of the system to a name', async () => {
  using server = await startNameServer({})
  await server.resolve('files.test', signal)
  expect(new Set(server.asked)).toEqual(new Set(['files.test']))
})

it('says when name servers fail', async () => {
  using server = await startNameServer({ 'bad.test': { code: 2 } })
  await expect(server.resolve('bad.test', signal)).rejects.toMatchObject({ code: 'ESERVFAIL' })
})

it('ends at once when nobody waits any more', async () => {
  using server = await startNameServer({ 'mute.test': { isMute: true } })
  const leaving = new AbortController()
  const failure = server.resolve('mute.test', leaving.signal).catch((error: unknown) => error)
  while (server.asked.length === 0) await nextTurn()
  leaving.abort()
  expect(await failure).toMatchObject({ code: 'ECANCELLED' })
})
