import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { endInTime } from './end-in-time.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Something that is to end, and what happened to it, each with the second after the request. */
function ending() {
  const controller = new AbortController()
  const events: string[] = []
  let [requestedAt, work] = [0, ['the batch']]
  const note = (what: string) => events.push(`${(Date.now() - requestedAt) / 1000} ${what}`)
  const guard = endInTime({
    signal: controller.signal,
    waitingFor: () => work,
    abandonDatabase: () => note('abandons'),
    insist: () => note('insists'),
    log: { warn: ({ waitingFor }: { waitingFor: string[] }) => note(waitingFor.join()) },
  })
  const request = () => {
    requestedAt = Date.now()
    controller.abort()
  }
  return { guard, events, request, goOnTo: (next: string) => (work = [next]) }
}

it('tells what is waited for, gives the database up and then everything, within 15 s', () => {
  const { events, request, goOnTo } = ending()
  vi.advanceTimersByTime(60_000)
  expect(events).toEqual([])
  request()
  vi.advanceTimersByTime(5_500)
  goOnTo('the server')
  vi.advanceTimersByTime(9_000)
  expect(events).toEqual([
    '2 the batch',
    '5 the batch',
    '8 the server',
    '8 abandons',
    '8 the server',
    '11 the server',
    '14 the server',
    '14 insists',
    '14 the server',
  ])
})

it('is silent about a command that ends soon', () => {
  const { guard, events, request } = ending()
  request()
  vi.advanceTimersByTime(1_900)
  guard[Symbol.dispose]()
  vi.advanceTimersByTime(60_000)
  expect(events).toEqual([])
})
