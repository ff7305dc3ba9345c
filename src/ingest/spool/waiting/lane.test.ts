import { expect, test } from 'vitest'
import { isReceived, laneOf, laneTag } from './lane.ts'

const id = (tag: string) => tag.padEnd(32, 'x')

test('finds the lane of an origin in the names of its files', () => {
  for (const origin of ['maestro', 'kernelci', '', 'ä', 'x'.repeat(1_000)]) {
    expect(laneTag(origin)).toMatch(/^[A-Za-z0-9]{2}$/)
    expect(laneOf(`submission-${id(laneTag(origin))}.json`)).toBe(laneTag(origin))
  }
  const origins = ['arm', 'broonie', 'linaro', 'maestro', 'microsoft', 'redhat', 'riscv', 'syzbot']
  expect(new Set(origins.map(laneTag)).size).toBe(origins.length)
})

test('what somebody dropped is one lane', () => {
  const names = ['logspec_1.json', 'maestro.json', 'submission-short.json', `${id('ab')}.json`]
  for (const name of [...names, `submission-${id('ab')}.1.json`, `submission-${id('a-')}.json`]) {
    expect(laneOf(name)).toBe('')
    expect(isReceived(name)).toBe(false)
  }
  expect(isReceived(`submission-${id('ab')}.json`)).toBe(true)
})
