import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { openDeliveryQueue } from './delivery-queue.ts'

test('waits no longer for a server that is given up', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const abandoned = new AbortController()
  const opening = openDeliveryQueue({
    url: `postgres://u@127.0.0.1:${port}/x?sslmode=disable`,
    applicationName: 'test',
    log: { warn: () => {} },
    abandoned: abandoned.signal,
    keep: { failedDays: 1, waitingDays: 1 },
    retrySeconds: 1,
    supervises: true,
  })
  await once(silent, 'connection')
  const givenUpAt = performance.now()
  abandoned.abort(new Error('no longer'))
  await expect(opening).rejects.toThrow()
  expect(performance.now() - givenUpAt).toBeLessThan(4_000)
  silent.close()
  // no connection is left
  await once(silent, 'close')
})
