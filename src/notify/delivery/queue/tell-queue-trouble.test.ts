import { expect, it, vi } from 'vitest'
import type { Logger } from '../../../platform/log/log.ts'
import { tellQueueTrouble } from './tell-queue-trouble.ts'

const away = (worker: string) =>
  new Error(`connect ECONNREFUSED 127.0.0.1:5432 (Queue: mail-outbox, Worker: ${worker})`)

it('says the same once a minute, whichever worker found it, and something else at once', () => {
  const warn = vi.fn<Logger['warn']>()
  let now = 5_000
  const tell = tellQueueTrouble({ warn }, () => now)
  const reasons = () => warn.mock.calls.map(([details]) => details)
  for (const worker of ['1', '2', '1']) tell(away(worker))
  expect(reasons()).toEqual([{ reason: 'connect ECONNREFUSED 127.0.0.1:5432' }])
  tell(new Error('the database system is starting up'))
  expect(reasons()).toHaveLength(2)
  now += 59_999
  tell(away('2'))
  expect(reasons()).toHaveLength(2)
  now += 1
  tell(away('2'))
  expect(reasons()).toHaveLength(3)
})
