import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cacheWarmCommand } from './cache-warm.ts'

const row = (tree_name: string) => ({
  origin: 'maestro',
  tree_name,
  git_repository_branch: 'master',
  git_commit_hash: `${tree_name}1`,
})
const bodies: Record<string, unknown> = {
  '/api/origins/': { checkout_origins: ['maestro'] },
  '/api/tree/?origin=maestro&interval_in_days=7': [row('mainline'), row('next')],
}

let asked: string[]
let said: string
let server: Server
let base: string
beforeEach(async () => {
  asked = []
  said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
  server = createServer(({ url = '' }, response) => {
    asked.push(url)
    response.setHeader('Server-Timing', url.includes('next') ? 'made;dur=1' : 'memory;dur=0')
    response.statusCode = url.includes('mainline1') ? 503 : 200
    response.end(JSON.stringify(bodies[url] ?? {}))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.close()
  vi.restoreAllMocks()
  process.exitCode = undefined
})

it('asks for the listings, then for the summaries of the newest commits', async () => {
  await cacheWarmCommand().parseAsync(['--base', base], { from: 'user' })
  expect(asked.slice(0, 2)).toEqual(Object.keys(bodies))
  expect(asked.slice(2).toSorted()).toEqual([
    '/api/tree/mainline/master/mainline1/summary?origin=maestro',
    '/api/tree/next/master/next1/summary?origin=maestro',
  ])
  expect(said).toMatch(/^4 answers in \d+\.\d s: 1 made, 2 were there, 1 failed\n$/)
  expect(process.exitCode).toBe(1)
})

it('says what to do when no service answers', async () => {
  server.close()
  await once(server, 'close')
  const run = cacheWarmCommand().parseAsync(['--base', base], { from: 'user' })
  await expect(run).rejects.toThrow('start it, or say where it is (--base)')
})

it('takes an address that ends in a slash', async () => {
  await cacheWarmCommand().parseAsync(['--base', `${base}/`], { from: 'user' })
  expect(said).toMatch(/^4 answers/)
})

it('does not take whatever answers for a service that has everything', async () => {
  const run = cacheWarmCommand().parseAsync(['--base', `${base}/elsewhere`], { from: 'user' })
  await expect(run).rejects.toThrow('is no Treeline: say where it is (--base)')
})
