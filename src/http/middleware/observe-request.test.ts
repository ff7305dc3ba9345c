import { pino } from 'pino'
import { expect, it } from 'vitest'
import { appWithoutDatabase } from '../../testing/http/app-without-database.ts'

/** The log lines, at the usual level, of one request. */
async function logged(path: string, isReady = true): Promise<Record<string, unknown>[]> {
  const lines: string[] = []
  const { app } = appWithoutDatabase({
    log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    readiness: () => Promise.resolve({ checks: [{ name: 'database', ok: isReady }] }),
  })
  await app.request(path)
  return lines.map((line) => JSON.parse(line))
}

it('writes one line about a request, however long its path is', async () => {
  const [line, ...others] = await logged(`/api/test/maestro:${'x'.repeat(2_000)}`)
  expect(others).toEqual([])
  expect(line).toMatchObject({ msg: 'request', method: 'GET', route: 'testDetails', status: 200 })
  expect(String(line?.['path']).length).toBe(300)
})

it.each([
  ['/api/tree/a', '/api/tree/a'],
  ['/api/build/a%2Fb%3Ac?d=e', '/api/build/a%2Fb%3Ac'],
  ['/api/tree/%', '/api/tree/%'],
  ['/some/robot/%7e', '/some/robot/%7e'],
])('shows the path of %s as it was sent, whatever it is routed by', async (sent, path) => {
  expect(await logged(sent)).toMatchObject([{ path }])
})

it('says nothing about probes as long as all is well', async () => {
  expect(await logged('/healthz')).toEqual([])
  expect(await logged('/readyz')).toEqual([])
  expect(await logged('/readyz', false)).toMatchObject([{ level: 40, status: 503 }])
})
