import { expect, it } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { followRevocations } from './revocations.ts'

const log = createLog('silent')

it('learns of revocations, and keeps them while nobody can say', async () => {
  let revoked: string[] | undefined = ['a']
  const read = () =>
    revoked === undefined ? Promise.reject(new Error('away')) : Promise.resolve(revoked)
  using revocations = await followRevocations(read, log, 5)
  expect([revocations.isRevoked('a'), revocations.isRevoked('b')]).toEqual([true, false])
  revoked = ['a', 'b']
  await expect.poll(() => revocations.isRevoked('b')).toBe(true)
  revoked = undefined
  await new Promise((done) => setTimeout(done, 30))
  expect(revocations.isRevoked('b')).toBe(true)
  revoked = ['b']
  await expect.poll(() => revocations.isRevoked('a')).toBe(false)
})

it('does not begin without knowing', async () => {
  const failing = () => Promise.reject(new Error('away'))
  await expect(followRevocations(failing, log)).rejects.toThrow('away')
})
