import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { loopbackClient } from '../../testing/hosts/loopback-client.ts'
import { createHealthChecks } from './health-checks.ts'

const token = 'secret-token'

type World = { answer?: RequestListener; signal?: AbortSignal; jobs?: string[] }

/** A service of health checks, and what it and the log are told. */
async function world({ answer, signal = AbortSignal.any([]), jobs = ['verify'] }: World = {}) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (answer === undefined) response.end('OK')
    else answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const lines: string[] = []
  const log = pino(new Writable({ write: (line, _, done) => done(void lines.push(String(line))) }))
  const host = `127.0.0.1:${port}`
  const ping = createHealthChecks({
    client: loopbackClient({ hosts: [host] }),
    baseUrl: `http://${host}`,
    tokens: new Map(jobs.map((job) => [job, token])),
    log,
    signal,
  })
  return { ping, asked, lines, host }
}

it('tells of the start, of success and of failure', async () => {
  const { ping, asked, lines } = await world()
  await ping('verify', 'start')
  await ping('verify', 'success')
  await ping('verify', 'fail')
  expect(asked).toEqual([`GET /${token}/start`, `GET /${token}`, `GET /${token}/fail`])
  expect(lines).toEqual([])
})

it('tells nothing of a job that nobody watches', async () => {
  const { ping, asked } = await world({ jobs: [] })
  await ping('verify', 'start')
  expect(asked).toEqual([])
})

it('logs a ping that does not arrive, without the token or the address', async () => {
  const refused = await world({ answer: (_, response) => response.writeHead(404).end() })
  await refused.ping('verify', 'success')
  const cut = await world({ answer: (request) => request.socket.destroy() })
  await cut.ping('verify', 'start')
  expect(refused.lines).toEqual([expect.stringContaining('"status":404')])
  expect(cut.lines).toEqual([expect.stringContaining('a ping did not reach the health check')])
  for (const line of [...refused.lines, ...cut.lines]) {
    expect(line).not.toContain(token)
    expect(line).not.toContain('127.0.0.1')
  }
})

it('waits for no answer when the program is asked to end', async () => {
  const stopping = new AbortController()
  const { ping, asked } = await world({
    answer: () => stopping.abort(),
    signal: stopping.signal,
  })
  await ping('verify', 'start')
  await ping('verify', 'success')
  expect(asked).toHaveLength(1)
})
