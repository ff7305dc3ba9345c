import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../testing/database/test-database.ts'
import { openDeliveryQueue } from './delivery-queue.ts'

const openQueue = ({ url, abandoned }: TestDatabase) =>
  openDeliveryQueue({
    url,
    abandoned,
    applicationName: 'treeline test',
    log: { warn: () => {} },
    keep: { failedDays: 1, waitingDays: 1 },
    retrySeconds: 60,
    supervises: false,
  })

it('goes on trying to write down what was given up, with pauses', async () => {
  await using database = await createTestDatabase({ poolSize: 2 })
  await using queue = await openQueue(database)
  let tries = 0
  const refuse = () => Promise.reject(new Error('no such server'))
  const writeDown = () => {
    tries += 1
    return Promise.reject(new Error('PostgreSQL is away'))
  }
  await database.db.transaction().execute((tx) => queue.add(tx, 'mail', 1))
  await database.pool.query('update pgboss.job set retry_limit = 0')
  await queue.work('mail', 1, refuse, writeDown)
  await expect.poll(() => tries).toBe(1)
  await sleep(1_500)
  expect(tries).toBe(1)
  const { rows } = await database.pool.query(
    `select state, retry_limit > 10 as often, start_after > now() + interval '20 seconds' as later
     from pgboss.job where name = 'mail-given-up'`,
  )
  expect(rows).toEqual([{ state: 'retry', often: true, later: true }])
})

it('leaves nothing in the process: a job that tells people opens it at every run', async () => {
  await using database = await createTestDatabase({ poolSize: 2 })
  const listeners = () => getEventListeners(database.abandoned, 'abort').length
  const before = listeners()
  {
    await using _queue = await openQueue(database)
    expect(listeners()).toBe(before + 1)
  }
  expect(listeners()).toBe(before)
})
