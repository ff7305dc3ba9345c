import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { loopbackClient, problemOf, purpose, textAt } from '../../testing/hosts/loopback-client.ts'
import { startOtherHost } from '../../testing/hosts/other-host.ts'
import { testCertificates } from '../../testing/hosts/test-certificates.ts'
import { createMetricsRegistry } from '../metrics/metrics.ts'
import type { GuardedClient } from './guarded-client.ts'

const hello: RequestListener = (_, response) => response.end('hello')

describe('asks', () => {
  it('for the path as it stands, with nothing of ours but a name', async () => {
    await using host = await startOtherHost(hello)
    const path = '//a//b+c%2Fd%20e/?x=1+2&y=%2B'
    expect(
      await textAt(loopbackClient({ hosts: [`127.0.0.1:${host.port}`] }), host.base + path),
    ).toBe('hello')
    const [request] = host.requests
    expect(request?.url).toBe(path)
    expect(request?.method).toBe('GET')
    expect(Object.keys(request?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
  })

  it('with a body, when there is one', async () => {
    let body = ''
    await using host = await startOtherHost((request, response) => {
      request.on('data', (chunk) => (body += String(chunk)))
      request.on('end', () => response.writeHead(429, { 'Retry-After': '7' }).end())
    })
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`] })
    using answer = await client.fetch(`${host.base}/hook`, {
      purpose,
      method: 'POST',
      headers: { Authorization: 'Bearer t' },
      body: Buffer.from('{}'),
    })
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7' }, length: null })
    expect(host.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer t',
      'content-length': '2',
    })
    expect(body).toBe('{}')
  })

  it('without heed of proxies that the environment names', async () => {
    await using proxy = await startOtherHost(hello)
    await using host = await startOtherHost((_, response) => response.end('direct'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY', 'ALL_PROXY']) {
      process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.base
    }
    try {
      const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`] })
      expect(await textAt(client, `${host.base}/`)).toBe('direct')
    } finally {
      for (const name of ['HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY', 'ALL_PROXY']) {
        delete process.env[name]
      }
    }
    expect(proxy.requests).toEqual([])
  })
})

describe('connects', () => {
  it('to the address that was checked, whatever the name leads to by then', async () => {
    await using host = await startOtherHost(hello)
    const asked: string[] = []
    const resolveName = async (name: string) => {
      asked.push(name)
      return asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1']
    }
    const client = loopbackClient({ hosts: [`rebinding.test:${host.port}`], resolveName })
    expect(await textAt(client, `http://rebinding.test:${host.port}/`)).toBe('hello')
    expect(asked).toEqual(['rebinding.test'])
    expect(host.requests[0]?.headers.host).toBe(`rebinding.test:${host.port}`)
  })

  it.each([
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['::ffff:169.254.169.254']],
    [['64:ff9b::a9fe:a9fe']],
    [['2002:7f00:1::1']],
    [['fd00:ec2::254']],
    [['8.8.8.8', '127.0.0.1']],
    [['2606:4700::1111', '::1']],
    [['0.0.0.0']],
  ])('to no name that leads to %j', async (addresses) => {
    const resolveName = async () => addresses
    const client = loopbackClient({ hosts: ['*.test'], resolveName, allowLoopback: false })
    expect(await problemOf(client.fetch('http://a.test/', { purpose }))).toBe('address_not_public')
  })

  it.each(['127.0.0.1', '[::1]', '10.0.0.1', '[fd00::1]', '169.254.169.254'])(
    'not to %s, also when a rule names it',
    async (host) => {
      const client = loopbackClient({ hosts: [host], allowLoopback: false })
      expect(await problemOf(client.fetch(`http://${host}/`, { purpose }))).toBe(
        'address_not_public',
      )
    },
  )

  it('to the hosts that are named alone, in tests as well', async () => {
    await using host = await startOtherHost(hello)
    const client = loopbackClient({ hosts: ['files.test'] })
    for (const url of [`${host.base}/`, `http://localhost:${host.port}/`, 'http://other.test/']) {
      expect(await problemOf(client.fetch(url, { purpose }))).toBe('host_not_allowed')
    }
    expect(host.requests).toEqual([])
  })

  it('by TLS to who can show that it is the host', async () => {
    const { server: cert, serverKey: key, authority } = testCertificates
    const server = createTlsServer({ cert, key }, hello).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const resolveName = async () => ['127.0.0.1']
    const hosts = [`localhost:${port}`, `other.test:${port}`]
    const knowing = loopbackClient({ hosts, resolveName, authorities: authority })
    const ask = (client: GuardedClient, name: string) =>
      problemOf(textAt(client, `https://${name}:${port}/`))
    expect(await ask(knowing, 'localhost')).toBe('hello')
    expect(await ask(knowing, 'other.test')).toBe('unreachable')
    expect(await ask(loopbackClient({ hosts, resolveName }), 'localhost')).toBe('unreachable')
    server.close()
  })

  it('to nothing when the name has no address, or name servers do not answer', async () => {
    const nothing = loopbackClient({ hosts: ['a.test'], resolveName: async () => [] })
    expect(await problemOf(nothing.fetch('http://a.test/', { purpose }))).toBe('name_not_found')
    const failing = loopbackClient({
      hosts: ['a.test'],
      resolveName: () => Promise.reject(Object.assign(new Error('x'), { code: 'ESERVFAIL' })),
    })
    expect(await problemOf(failing.fetch('http://a.test/', { purpose }))).toBe('unreachable')
    const hanging = loopbackClient({
      hosts: ['a.test'],
      limits: { connectMs: 20 },
      resolveName: async (_, signal) => {
        await once(signal, 'abort')
        throw new Error('cancelled')
      },
    })
    expect(await problemOf(hanging.fetch('http://a.test/', { purpose }))).toBe('timed_out')
  })
})

describe('follows redirects', () => {
  it('step by step, each checked like the first', async () => {
    await using other = await startOtherHost((_, response) => response.end('secret'))
    await using host = await startOtherHost((request, response) => {
      const step = Number(new URL(request.url ?? '', 'http://h').searchParams.get('step'))
      if (step < 3) response.writeHead(302, { Location: `/next?step=${step + 1}` }).end('x')
      else if (step === 3) response.end('arrived')
      else response.writeHead(307, { Location: `${other.base}/` }).end()
    })
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`] })
    expect(await textAt(client, `${host.base}/?step=0`)).toBe('arrived')
    expect(await problemOf(textAt(client, `${host.base}/?step=9`))).toBe('host_not_allowed')
    expect(other.requests).toEqual([])
  })

  it.each([
    ['http://169.254.169.254/', 'host_not_allowed'],
    ['//169.254.169.254/', 'host_not_allowed'],
    ['\\\\169.254.169.254/', 'host_not_allowed'],
    ['http://2130706433/', 'host_not_allowed'],
    ['file:///etc/passwd', 'invalid_url'],
    ['gopher://127.0.0.1/', 'invalid_url'],
    ['http://user:password@127.0.0.1/', 'invalid_url'],
    ['http://[', 'unreadable'],
    ['http://private.test/', 'address_not_public'],
  ])('not to %s', async (location, problem) => {
    await using host = await startOtherHost((_, response) =>
      response.writeHead(301, { Location: location }).end(),
    )
    const resolveName = async () => ['192.168.0.1']
    const client = loopbackClient({
      hosts: [`127.0.0.1:${host.port}`, 'private.test'],
      resolveName,
    })
    expect(await problemOf(textAt(client, `${host.base}/`))).toBe(problem)
  })

  it('a few times', async () => {
    await using host = await startOtherHost((_, response) =>
      response.writeHead(302, { Location: '/' }).end(),
    )
    const client = loopbackClient({
      hosts: [`127.0.0.1:${host.port}`],
      limits: { maxRedirects: 3 },
    })
    expect(await problemOf(textAt(client, `${host.base}/`))).toBe('too_many_redirects')
    expect(host.requests).toHaveLength(4)
  })

  it('not with what is sent to one host', async () => {
    await using host = await startOtherHost((_, response) =>
      response.writeHead(307, { Location: '/' }).end(),
    )
    const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`] })
    const sent = client.fetch(`${host.base}/`, { purpose, method: 'POST', body: Buffer.from('s') })
    expect(await problemOf(sent)).toBe('too_many_redirects')
    expect(host.requests).toHaveLength(1)
  })
})

it('says no address, for those of webhooks are secrets', async () => {
  const client = loopbackClient({ hosts: ['hooks.test'], resolveName: async () => ['10.0.0.1'] })
  const error: unknown = await client
    .fetch('https://hooks.test/secret-token', { purpose })
    .catch((thrown: unknown) => thrown)
  expect(String(error)).not.toMatch(/hooks|secret|10\.0/)
})

it('counts what it does', async () => {
  const registry = createMetricsRegistry()
  await using host = await startOtherHost(hello)
  const client = loopbackClient({ hosts: [`127.0.0.1:${host.port}`], registry })
  await textAt(client, `${host.base}/`)
  await problemOf(textAt(client, 'http://elsewhere.test/'))
  const metrics = await registry.metrics()
  for (const line of [
    'treeline_fetches_total{purpose="test",outcome="answered"} 1',
    'treeline_fetches_total{purpose="test",outcome="host_not_allowed"} 1',
    'treeline_fetches_total{purpose="test",outcome="timed_out"} 0',
    'treeline_fetched_bytes_total{purpose="test"} 5',
    'treeline_fetches_in_flight 0',
    'treeline_fetch_seconds_count{purpose="test"} 2',
  ]) {
    expect(metrics).toContain(line)
  }
})
