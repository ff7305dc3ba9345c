import { expect, it, vi } from 'vitest'
import { TokenMemory } from './token-memory.ts'
import { TokenRefused, type VerifiedToken } from './verify-token.ts'

const end = 1_000_000
const verified = { origin: 'o', tokenId: null, isBound: false, goodUntil: end }

it('verifies a token once, and again from its end on', async () => {
  const verify = vi.fn<() => Promise<VerifiedToken>>(() => Promise.resolve(verified))
  const memory = new TokenMemory(verify)
  for (const now of [0, 1, end - 1]) expect(await memory.verify('a', now)).toEqual(verified)
  expect(verify).toHaveBeenCalledTimes(1)
  verify.mockRejectedValue(new TokenRefused('it has ended'))
  await expect(memory.verify('a', end)).rejects.toThrow(TokenRefused)
  await expect(memory.verify('a', end - 1)).rejects.toThrow(TokenRefused)
})

it('remembers nothing of a token that is refused', async () => {
  const verify = vi.fn<() => Promise<VerifiedToken>>(() => Promise.reject(new TokenRefused('no')))
  const memory = new TokenMemory(verify)
  for (let time = 0; time < 2; time += 1) {
    await expect(memory.verify('a', 0)).rejects.toThrow(TokenRefused)
  }
  expect(verify).toHaveBeenCalledTimes(2)
})

it('forgets the one that it has known longest when there are too many', async () => {
  const verify = vi.fn<() => Promise<VerifiedToken>>(() => Promise.resolve(verified))
  const memory = new TokenMemory(verify)
  for (let number = 0; number <= 1_000; number += 1) await memory.verify(`${number}`, 0)
  await memory.verify('1000', 0)
  await memory.verify('1', 0)
  expect(verify).toHaveBeenCalledTimes(1_001)
  await memory.verify('0', 0)
  expect(verify).toHaveBeenCalledTimes(1_002)
})
