import { expect, it } from 'vitest'
import { PendingWork } from './pending-work.ts'

it('names what is being done, for as long as it takes', async () => {
  const pending = new PendingWork()
  const [one, other] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()]
  const first = pending.during('one', () => one.promise)
  const second = pending.during('other', () => other.promise)
  expect(pending.names).toEqual(['one', 'other'])
  one.resolve(7)
  expect(await first).toBe(7)
  expect(pending.names).toEqual(['other'])
  other.reject(new Error('broke'))
  await expect(second).rejects.toThrow('broke')
  expect(pending.names).toEqual([])
})
