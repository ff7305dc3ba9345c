import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { FetchLimits } from '../../../platform/guarded-fetch/fetch-limits.ts'
import { createLogs } from '../../../read/logs/logs.ts'
import { appWithoutDatabase } from '../../../testing/http/app-without-database.ts'
import { expectDocumented } from '../../../testing/http/documented-answer.ts'
import { loopbackClient } from '../../../testing/hosts/loopback-client.ts'
import { startOtherHost } from '../../../testing/hosts/other-host.ts'

const listing = `<html><body><table id="list"><thead><tr><th>Name</th></tr></thead><tbody>
<tr><td><a href="../">Parent directory/</a></td><td>-</td><td>-</td></tr>
<tr><td><a href="build.log?x=1&amp;y">build.log</a></td><td>1.2 MiB</td><td>2025-Jul-16 08:45</td></tr>
<tr><td><a href="javascript:alert(1)">&lt;b&gt;</a></td><td>1 B</td><td>2025-Jul-16 08:45</td></tr>
</tbody></table></body></html>`

const template = '/api/log-downloader/'

/** Asks for the page at an address, on a host that answers so. */
async function ask(
  answer: RequestListener,
  urlOn: (base: string) => string | null = (base) => `${base}/a//logs/`,
  limits: Partial<FetchLimits> = {},
) {
  await using host = await startOtherHost(answer)
  const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`, '10.0.0.1'], limits })
  const { app } = appWithoutDatabase({ logs: createLogs(client) })
  const url = urlOn(host.base)
  const query = url === null ? '' : `?log_download_url=${encodeURIComponent(url)}`
  const response = await app.request(template + query)
  const body = (await response.json()) as object
  return { app, host, body, status: response.status, headers: response.headers }
}

const page = (html: string | Buffer, headers = {}): RequestListener => {
  return (_, response) => response.writeHead(200, headers).end(html)
}

describe('GET /api/log-downloader/', () => {
  it('lists the files of a folder, and may be kept for a while', async () => {
    const { app, host, body, status, headers } = await ask(page(listing))
    expect(status).toBe(200)
    expect(body).toEqual({
      log_files: [
        {
          specific_log_url: 'build.log?x=1&y',
          file_name: 'build.log',
          file_size: '1.2 MiB',
          date: '2025-Jul-16 08:45',
        },
        {
          specific_log_url: null,
          file_name: '<b>',
          file_size: '1 B',
          date: '2025-Jul-16 08:45',
        },
      ],
    })
    expectDocumented(app, template, body)
    expect(headers.get('cache-control')).toBe('max-age=180')
    expect(host.requests[0]?.url).toBe('/a//logs/')
  })

  it('reads a page that was packed for the way', async () => {
    const { body } = await ask(page(gzipSync(listing), { 'Content-Encoding': 'gzip' }))
    expect(body).toHaveProperty('log_files.0.file_name', 'build.log')
  })

  it.each([
    [null, 400, 'Invalid URL'],
    ['', 400, 'Invalid URL'],
    ['http:///x', 400, 'Invalid URL'],
    ['files.kernelci.org/', 400, 'Invalid URL'],
    ['https://archlinux.org/', 403, 'Domain not allowed'],
    ['http://127.0.0.1:22/', 403, 'Domain not allowed'],
    ['http://10.0.0.1/', 403, 'Domain not allowed: it has an address that is not public'],
  ])('refuses %j', async (url, status, error) => {
    const answer = await ask(page(listing), () => url)
    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.host.requests).toEqual([])
  })

  it.each([
    ['<p>hello', 400, "Table with id 'list' not found"],
    ['<table id="list"><tr>', 400, 'Table body not found'],
    [
      '<table id="list"><tbody><tr><td>1',
      400,
      'Invalid number of columns in table row (probably not a log website)',
    ],
    [
      '<table id="list"><tbody><tr><td>1<td>2<td>3',
      400,
      'No link in table row (probably not a log website)',
    ],
    ['<table id="list"><tbody>', 200, 'No log files found'],
  ])('says of %j what is missing', async (html, status, error) => {
    const answer = await ask(page(html))
    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.headers.get('cache-control')).toBeNull()
  })

  it('says what is wrong with the host', async () => {
    const gone = await ask((_, response) => response.writeHead(404).end(listing))
    expect(gone).toMatchObject({
      status: 404,
      body: { error: 'Failed to fetch resource: Not Found' },
    })
    const broken = await ask((_, response) => response.writeHead(500).end(listing))
    expect(broken.status).toBe(502)
    const mute = await ask(() => {}, undefined, { headersMs: 30 })
    expect(mute.status).toBe(504)
    const large = await ask(page(Buffer.alloc(5e6)))
    expect(large).toMatchObject({
      status: 502,
      body: { error: 'Error fetching the resource: a body has more than 4194304 bytes' },
    })
  })
})
