import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { ConfigError } from '../../config/config-error.ts'
import { AddressTaken, listenFailure } from './listen-failure.ts'

/** What the system says about listening there, and what we make of it. */
async function failureAt(host: string, port: number): Promise<unknown> {
  const server = createServer().listen(port, host)
  const error: unknown = await once(server, 'listening').catch((reason: unknown) => reason)
  server.close()
  return listenFailure(error, { variable: 'PORT', host, port })
}

it('names the port that is taken and the variable that chose it', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const failure = await failureAt('127.0.0.1', port)
  other.close()
  expect(failure).toBeInstanceOf(AddressTaken)
  expect(String(failure)).toContain(`PORT: port ${port} of 127.0.0.1 is taken`)
})

it.each(['192.0.2.1', '999.1.1.1', 'nowhere.invalid'])(
  'blames HOST for %s, not the database',
  async (host) => {
    const failure = await failureAt(host, 0)
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain(`HOST: ${host} is no address of this machine`)
  },
)

it('blames the variable for a port that is not ours to take', () => {
  const error = Object.assign(new Error('denied'), { code: 'EACCES' })
  const wanted = { variable: 'METRICS_PORT', host: '127.0.0.1', port: 80 }
  expect(listenFailure(error, wanted)).toMatchObject({ variable: 'METRICS_PORT' })
})

it('leaves other failures as they are', () => {
  const error = new Error('other')
  expect(listenFailure(error, { variable: 'PORT', host: 'x', port: 1 })).toBe(error)
})
