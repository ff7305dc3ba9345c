import { once } from 'node:events'
import { expect, it } from 'vitest'
import { together } from './together.ts'

it('asks all to end when one fails, waits for them, and tells why', async () => {
  const ended: string[] = []
  const waiting = async (signal: AbortSignal) => {
    await once(signal, 'abort')
    await Promise.resolve()
    ended.push(String(signal.reason))
    throw new Error('of being stopped')
  }
  const failing = () => Promise.reject(new Error('why'))
  await expect(together(AbortSignal.any([]), [waiting, failing])).rejects.toThrow('why')
  expect(ended).toEqual(['Error: why'])
})

it('ends when all have ended, or were asked to', async () => {
  await together(AbortSignal.any([]), [() => Promise.resolve(1)])
  const asked = new AbortController()
  const waiting = together(asked.signal, [(signal) => once(signal, 'abort')])
  asked.abort()
  await expect(waiting).resolves.toBeUndefined()
})
