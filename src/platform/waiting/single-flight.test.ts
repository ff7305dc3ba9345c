import { expect, it } from 'vitest'
import { SingleFlight } from './single-flight.ts'

const long = { atMostMs: 60_000 }

it('tells all who wait what became of the work of the first', async () => {
  const flights = new SingleFlight<string>()
  const flight = flights.begin('a')
  expect(flights.begin('a')).toBeUndefined()
  const waiting = [flights.outcome('a', long), flights.outcome('a', long)]
  flight?.end('done')
  flight?.end('too late')
  expect(await Promise.all(waiting)).toEqual(['done', 'done'])
})

it('keeps keys apart, and begins anew once work has ended', async () => {
  const flights = new SingleFlight<string>()
  const first = flights.begin('a')
  expect(flights.begin('b')).toBeDefined()
  first?.end('done')
  const second = flights.begin('a')
  expect(second).toBeDefined()
  // what has ended ends nothing of what came after
  first?.end('again')
  expect(flights.begin('a')).toBeUndefined()
  expect(await flights.outcome('nobody is at it', long)).toBeNull()
})

it('lets one who waits leave alone', async () => {
  const flights = new SingleFlight<string>()
  const flight = flights.begin('a')
  const leaving = new AbortController()
  const left = flights.outcome('a', { ...long, signal: leaving.signal })
  const stays = flights.outcome('a', { ...long, signal: new AbortController().signal })
  leaving.abort()
  expect(await left).toBeNull()
  expect(await flights.outcome('a', { ...long, signal: AbortSignal.abort() })).toBeNull()
  flight?.end('done')
  expect(await stays).toBe('done')
})

it('waits no longer than it should', async () => {
  const flights = new SingleFlight<string>()
  flights.begin('a')
  expect(await flights.outcome('a', { atMostMs: 1 })).toBeNull()
})
