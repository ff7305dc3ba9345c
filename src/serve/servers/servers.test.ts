import { expect, it } from 'vitest'
import type { RunningServer } from '../../http/server/http-server.ts'
import { PendingWork } from '../../platform/process/pending-work.ts'
import { Servers } from './servers.ts'

const address = { variable: 'PORT', host: '127.0.0.1', port: 1 }

/** Closes when it is allowed to, and counts how often it was asked to. */
function slowServer() {
  const closed = Promise.withResolvers<void>()
  const server = { url: '', asked: 0, allow: closed.resolve }
  const close: RunningServer['close'] = () => {
    server.asked += 1
    return closed.promise
  }
  return Object.assign(server, { close })
}

it('closes all at once as soon as the service is asked to end, and those that come later', async () => {
  const stop = new AbortController()
  const pending = new PendingWork()
  const servers = new Servers({ signal: stop.signal, pending })
  const [one, other, late] = [slowServer(), slowServer(), slowServer()]
  for (const server of [one, other]) await servers.add(Promise.resolve(server), address)
  expect(pending.names).toEqual([])

  stop.abort()
  await servers.add(Promise.resolve(late), address)
  expect([one, other, late].map(({ asked }) => asked)).toEqual([1, 1, 1])
  expect(pending.names).toEqual(Array(3).fill('requests in progress'))

  for (const server of [one, other, late]) server.allow()
  await servers[Symbol.asyncDispose]()
  expect([one, other, late].map(({ asked }) => asked)).toEqual([1, 1, 1])
  expect(pending.names).toEqual([])
})

it('closes when the service is over by itself', async () => {
  const server = slowServer()
  server.allow()
  {
    await using servers = new Servers({
      signal: new AbortController().signal,
      pending: new PendingWork(),
    })
    await servers.add(Promise.resolve(server), address)
  }
  expect(server.asked).toBe(1)
})
