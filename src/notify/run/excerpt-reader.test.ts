import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { excerptHash, excerptUrl, packExcerpt } from '../../store/excerpts/excerpt-address.ts'
import { excerptDirectory, putExcerpt } from '../../store/excerpts/excerpt-directory.ts'
import { startOtherHost } from '../../testing/hosts/other-host.ts'
import { excerptReader } from './excerpt-reader.ts'

const text = 'Kernel panic – not syncing\n'.repeat(20)
const hash = excerptHash(text)

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'treeline-excerpts-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

function reader(env: Record<string, string> = {}, signal = new AbortController().signal) {
  const log = { warn: vi.fn<() => void>() }
  const config = loadConfig(readEnv({ DATA_DIR: dataDir, FETCH_ALLOW_LOOPBACK: 'true', ...env }))
  return { read: excerptReader({ config, metrics: createMetricsRegistry(), log, signal }), log }
}

const keep = (packed = packExcerpt(text)) => putExcerpt(excerptDirectory(dataDir), hash, packed)

describe('of the data directory', () => {
  it('reads an excerpt under whatever address it was moved', async () => {
    await keep()
    const { read, log } = reader()
    expect(await read(excerptUrl('https://old.example.org/api', hash))).toBe(text)
    expect(await read(excerptUrl('https://old.example.org', excerptHash('other')))).toBeNull()
    expect(await read('https://old.example.org/log.txt')).toBeNull()
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('says of one that is damaged, or unpacks to more than an excerpt, that there is none', async () => {
    for (const packed of [packExcerpt(text).subarray(0, 40), gzipSync('x'.repeat(65_537))]) {
      await keep(packed)
      const { read, log } = reader()
      expect(await read(excerptUrl('https://a.example.org', hash))).toBeNull()
      expect(log.warn).toHaveBeenCalledOnce()
      rmSync(excerptDirectory(dataDir), { recursive: true })
    }
  })
})

describe('of a storage service', () => {
  it('asks it at its own addresses, packed or not, and no other host', async () => {
    const bodies = [packExcerpt(text), Buffer.from(text)]
    await using host = await startOtherHost((request, response) => {
      const body = request.url?.includes(hash) === true ? bodies.shift() : undefined
      response.writeHead(body === undefined ? 404 : 200).end(body)
    })
    const { read, log } = reader({ STORAGE_BASE_URL: host.base, STORAGE_TOKEN: 'of this test' })
    const address = excerptUrl(host.base, hash)
    expect([await read(address), await read(address)]).toEqual([text, text])
    expect(await read(excerptUrl(`${host.base}/other`, hash))).toBeNull()
    expect(log.warn).not.toHaveBeenCalled()
    expect(await read(address)).toBeNull()
    expect(log.warn).toHaveBeenCalledOnce()
  })

  it('does not ask it for each of many while it is away, nor keeps what lies here back', async () => {
    await keep()
    const asked: string[] = []
    await using host = await startOtherHost((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(asked.length === 3 ? 200 : 503).end('found')
    })
    const { read } = reader({ STORAGE_BASE_URL: host.base, STORAGE_TOKEN: 'of this test' })
    const other = (name: string) => excerptUrl(host.base, excerptHash(name))
    const found = []
    for (let at = 0; at < 9; at += 1) found.push(await read(other(`${at}`)))
    // a success begins anew
    expect(found).toEqual([null, null, 'found', ...Array<null>(6).fill(null)])
    expect(asked).toHaveLength(6)
    expect(await read(excerptUrl(host.base, hash))).toBe(text)
  })

  it('goes on asking one that is there, however many it has removed', async () => {
    const statuses = [404, 410, 404, 404, 200]
    await using host = await startOtherHost((_, response) => {
      response.writeHead(statuses.shift() ?? 200).end('found')
    })
    const { read } = reader({ STORAGE_BASE_URL: host.base, STORAGE_TOKEN: 'of this test' })
    const found = []
    for (let at = 0; at < 5; at += 1)
      found.push(await read(excerptUrl(host.base, excerptHash(`${at}`))))
    expect(found).toEqual([null, null, null, null, 'found'])
  })

  it('takes what lies here first: it may have been moved before there was a service', async () => {
    await keep()
    const service = { STORAGE_BASE_URL: 'http://127.0.0.1:9', STORAGE_TOKEN: 'of this test' }
    expect(await reader(service).read(excerptUrl('http://127.0.0.1:9', hash))).toBe(text)
  })

  it('ends when the program is asked to', async () => {
    await using host = await startOtherHost(() => {})
    const ending = new AbortController()
    const service = { STORAGE_BASE_URL: host.base, STORAGE_TOKEN: 'of this test' }
    const reading = reader(service, ending.signal).read(excerptUrl(host.base, hash))
    ending.abort(new Error('asked to end'))
    await expect(reading).rejects.toThrow('asked to end')
  })
})
