import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { atMinimalRate, BodyTooSlow } from './at-minimal-rate.ts'

async function* chunks(count: number, bytes: number, pauseMs: number) {
  for (let sent = 0; sent < count; sent += 1) {
    await sleep(pauseMs)
    yield Buffer.alloc(bytes)
  }
}

async function read(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const chunk of source) bytes += chunk.length
  return bytes
}

it('lets a body take as long as it needs while enough of it comes', async () => {
  const rate = { bytes: 100, withinMs: 1_000 }
  expect(await read(atMinimalRate(chunks(30, 100, 50), rate))).toBe(3_000)
})

it('ends one that drips, however steadily', async () => {
  const dripping = atMinimalRate(chunks(1_000, 1, 5), { bytes: 100, withinMs: 100 })
  await expect(read(dripping)).rejects.toThrow(BodyTooSlow)
})

it('does not blame the client for the time that we take', async () => {
  const rate = { bytes: 100, withinMs: 400 }
  let bytes = 0
  for await (const chunk of atMinimalRate(chunks(5, 50, 0), rate)) {
    await sleep(300)
    bytes += chunk.length
  }
  expect(bytes).toBe(250)
})
