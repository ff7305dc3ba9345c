import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMetricsRegistry } from '../../platform/metrics/metrics.ts'
import { DataVersion } from '../../read/versions/data-version.ts'
import {
  type DoorAndFramework,
  lasting,
  startDoorAndFramework,
} from '../../testing/http/door-and-framework.ts'
import { readyAnswersOf } from '../../testing/http/ready-answers.ts'
import type { AnswerShelf } from '../ready/answer-shelf.ts'

const dashboard = 'https://dashboard.example.org'
const version = new DataVersion()

let both: DoorAndFramework
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  version.see({ number: 1, dataset: 'd' }, new Date())
  both = await startDoorAndFramework({
    ready: readyAnswersOf(version),
    settings: { corsAllowedOrigins: [dashboard] },
  })
})
afterAll(async () => {
  await both[Symbol.asyncDispose]()
  vi.useRealTimers()
})

const askedIn: Record<string, Record<string, string>> = {
  'as it is': {},
  'packed by gzip': { 'accept-encoding': 'gzip, deflate' },
  'from a page that may read it': { origin: dashboard },
  'by HTTPS': { 'x-forwarded-proto': 'https' },
  'as a table': { accept: 'text/csv' },
  'with a name of its own': { 'x-request-id': 'mine-1' },
}

/** Asks with the door and without it, for what must be the same. */
async function askBoth(target: string, headers: Record<string, string> = {}, method = 'GET') {
  const { ask, withDoor, withoutDoor } = both
  const seen = both.seenByFramework
  const atDoor = lasting(await ask(withDoor, target, headers, method))
  const isFromDoor = both.seenByFramework === seen
  const within = lasting(await ask(withoutDoor, target, headers, method))
  return { isFromDoor, atDoor, within }
}

/** What is noted of a request with the door, and without it. */
async function notedOfBoth(target: string, method = 'GET') {
  const { ask, noted, withDoor, withoutDoor } = both
  const atDoor = await noted(() => ask(withDoor, target, {}, method))
  return [atDoor, await noted(() => ask(withoutDoor, target, {}, method))]
}

describe('an address of which nothing is', () => {
  it.each([
    '/api/nothing/1',
    '//',
    '/api/build/',
    '/api/nothing/more?x=%zz',
    '/api/TREE/',
    '/api/%41%2Fb/1',
    '/api/builds/caf%C3%A9',
  ])('%s is answered at the door as within', async (target) => {
    for (const headers of Object.values(askedIn)) {
      for (const method of ['GET', 'HEAD']) {
        const { isFromDoor, atDoor, within } = await askBoth(target, headers, method)
        expect(atDoor).toEqual(within)
        expect([isFromDoor, atDoor.status], method).toEqual([true, 404])
      }
    }
  })

  it.each(['GET', 'HEAD'])(
    'has the same line in the log and counts the same: %s',
    async (method) => {
      const [atDoor, within] = await notedOfBoth(`/api/nothing/${'x'.repeat(400)}?a=b`, method)
      expect(atDoor).toEqual(within)
      expect(atDoor).toMatchObject([{ status: 404, errorCode: 'not_found' }, {}])
    },
  )

  it.each([
    ['GET', '/api/tree'],
    ['GET', '/api/%'],
    ['GET', '/api/nothing/%00'],
    ['GET', '/api/nothing/../tree/'],
    ['GET', '/api/nothing/%2e%2e/tree/'],
    ['GET', "/api/nothing/it's?a='"],
    ['GET', '/api/nothing/"x"'],
    ['GET', 'http://localhost/api/nothing'],
    ['OPTIONS', '/api/nothing'],
    ['PUT', '/api/nothing'],
    ['POST', '/api/nothing'],
  ])('is for the framework to tell: %s %s', async (method, target) => {
    const { isFromDoor, atDoor, within } = await askBoth(target, {}, method)
    expect(isFromDoor).toBe(false)
    expect(atDoor).toEqual(within)
  })
})

describe('what is known by other words', () => {
  const known = '/api/tree/?origin=maestro&interval_in_days=5'
  const sameInOtherWords = [
    '/api/tree/?interval_in_days=5&origin=maestro',
    '/api/tree/?origin=m%61estro&interval_in_days=5',
    '/api/tree/?&origin=maestro&&interval%5Fin_days=5&',
    '/api/%74ree/?origin=maestro&interval_in_days=5',
  ]

  it.each(Object.entries(askedIn))('is given at the door as within: %s', async (_, headers) => {
    await both.ask(both.withDoor, known, headers)
    for (const target of sameInOtherWords) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        const { isFromDoor, atDoor, within } = await askBoth(target, headers, method)
        expect(atDoor).toEqual(within)
        expect(isFromDoor, target).toBe(true)
      }
    }
  })

  it('is not sent again to who has it', async () => {
    const { ask, withDoor } = both
    const { etag = '' } = (await ask(withDoor, known)).headers
    const target = '/api/tree/?interval_in_days=%35&origin=maestro'
    const { isFromDoor, atDoor, within } = await askBoth(target, { 'if-none-match': etag })
    expect(isFromDoor).toBe(true)
    expect(atDoor).toEqual(within)
    expect(atDoor.status).toBe(304)
  })

  it('has the same line in the log and counts the same', async () => {
    await both.ask(both.withDoor, known)
    const [atDoor, within] = await notedOfBoth('/api/tree/?interval_in_days=5&origin=%6daestro')
    expect(atDoor).toEqual(within)
  })

  it('is asked of the framework where other words say something else, or are not to be read', async () => {
    await both.ask(both.withDoor, known)
    for (const target of [
      '/api/tree/?origin=maestro&interval_in_days=6',
      '/api/tree/?origin=maestro&origin=other&interval_in_days=5',
      '/api/tree/?origin=maestro&interval_in_days=5&x=%zz',
      '/api/tree/?origin=maestro&interval_in_days=5&x=%00',
      '/api/hardware/?origin=maestro&interval_in_days=5',
    ]) {
      const { isFromDoor } = await askBoth(target)
      expect(isFromDoor, target).toBe(false)
    }
  })

  it('is made again after a commit', async () => {
    const [target = ''] = sameInOtherWords
    await both.ask(both.withDoor, target)
    version.hear((version.current?.number ?? 0) + 1)
    const seen = both.seenByFramework
    const { headers } = await both.ask(both.withDoor, target)
    expect(headers['server-timing']).toMatch(/^made;/)
    expect(both.seenByFramework).toBe(seen + 1)
  })
})

it('is given for no minute but its own, also when that ends while it is made', async () => {
  const minute = Math.ceil(Date.now() / 60_000) * 60_000
  vi.setSystemTime(minute - 1)
  const shelf: AnswerShelf = {
    find: async () => {
      vi.setSystemTime(minute)
      return undefined
    },
    keep: async () => {},
    forgetLater: async () => true,
  }
  await using slow = await startDoorAndFramework({
    ready: readyAnswersOf(version, createMetricsRegistry(), 1e8, shelf),
  })
  const { ask, withDoor, withoutDoor } = slow
  const target = '/api/tree/?origin=maestro&interval_in_days=7'
  const served = async (server: typeof withDoor) =>
    /^\w+/.exec(String((await ask(server, target)).headers['server-timing']))?.[0]
  expect(await served(withDoor)).toBe('made')
  expect(await served(withDoor)).toBe('made')
  expect([await served(withDoor), await served(withoutDoor)]).toEqual(['door', 'memory'])
})

describe('what hangs on nothing', () => {
  it.each([
    ['/api/schema/', {}],
    ['/api/schema/', { accept: 'application/json', 'accept-encoding': 'gzip' }],
    ['/api/schema/?format=json', { 'accept-encoding': 'gzip', 'x-forwarded-proto': 'https' }],
    ['/api/schema/?format=yaml', { origin: dashboard, accept: 'application/json' }],
  ])('is given at the door as within: %s %j', { timeout: 30_000 }, async (target, headers) => {
    await both.ask(both.withDoor, target, headers)
    for (const method of ['GET', 'HEAD']) {
      const { isFromDoor, atDoor, within } = await askBoth(target, headers, method)
      expect(atDoor).toEqual(within)
      expect([isFromDoor, atDoor.status]).toEqual([true, 200])
    }
  })

  it('has the same line in the log and counts the same', async () => {
    await both.ask(both.withDoor, '/api/schema/')
    const [atDoor, within] = await notedOfBoth('/api/schema/')
    expect(atDoor).toEqual(within)
    expect(atDoor).toMatchObject([{ route: 'schema' }, {}])
  })

  it('is no error, and nothing that is asked for in very many words', async () => {
    const others = ['/api/schema/?format=pdf', `/api/schema/?x=${'x'.repeat(1_000)}`]
    for (const target of others) {
      await both.ask(both.withDoor, target)
      expect((await askBoth(target)).isFromDoor, target).toBe(false)
    }
  })
})
