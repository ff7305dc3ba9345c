import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLog } from '../../../platform/log/log.ts'
import { Replica } from './replica.ts'
import { replicaNews } from './replica-news.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

function world() {
  const lines: string[] = []
  const log = createLog('info', (line) => {
    const { msg, reason } = JSON.parse(line) as { msg: string; reason?: string }
    lines.push(reason === undefined ? msg : `${msg}: ${reason}`)
  })
  const replica = new Replica('one:5432')
  const news = replicaNews(replica, log)
  const seen = (isInStep: boolean, times = 1) => {
    for (let look = 0; look < times; look += 1) {
      replica.seen(isInStep)
      news.wasSeen()
      vi.advanceTimersByTime(1_000)
    }
  }
  return { lines, replica, news, seen }
}

it('says nothing of a replica that is in step, or behind for a moment', () => {
  const { lines, seen } = world()
  seen(true)
  seen(false, 20)
  seen(true)
  seen(false, 20)
  expect(lines).toEqual([])
})

it('tells once of one that stays behind, and that it is asked again', () => {
  const { lines, seen } = world()
  seen(false, 90)
  seen(true, 5)
  expect(lines).toEqual([
    'a replica is not asked: it has not replayed what was committed 30 s ago',
    'a replica is asked again',
  ])
})

it('tells once of one that is away, and of its return only when it may be asked', () => {
  const { lines, replica, news, seen } = world()
  for (let tries = 0; tries < 3; tries += 1) {
    replica.isLost()
    news.isAway('connection refused')
  }
  seen(false, 5)
  expect(lines).toEqual(['a replica is not asked: connection refused'])
  // as an old primary that comes back after a failover
  news.isAway('it is on timeline 1')
  news.isAway('connection refused')
  expect(lines).toEqual([
    'a replica is not asked: connection refused',
    'a replica is not asked: it is on timeline 1',
  ])
  seen(true)
  expect(lines.at(-1)).toBe('a replica is asked again')
})
