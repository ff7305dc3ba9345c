import { expect, it } from 'vitest'
import { DataVersion } from './data-version.ts'

const at = new Date('2026-02-01T00:00:00Z')
const state = (number: number, dataset = 'd') => ({ number, dataset })

it('knows nothing before the first look, whatever it hears', () => {
  const version = new DataVersion()
  version.hear(7)
  expect(version.current).toBeNull()
  expect(version.isCurrent(state(7))).toBe(false)
})

it('knows a commit that it heard of while its first look was on the way', () => {
  const version = new DataVersion()
  version.hear(7)
  version.see(state(6), at)
  expect(version.current).toEqual(state(7))
})

it('never goes back within a dataset', () => {
  const version = new DataVersion()
  version.see(state(5), at)
  version.hear(9)
  version.hear(8)
  version.see(state(7), at)
  expect(version.current).toEqual(state(9))
  expect(version.isCurrent(state(9))).toBe(true)
  expect(version.isCurrent(state(8))).toBe(false)
})

it('counts anew where the data was replaced, also to a smaller number', () => {
  const version = new DataVersion()
  version.see(state(50), at)
  expect(version.see(state(3, 'restored'), at)).toBe(false)
  expect(version.current).toBeNull()
  version.hear(4)
  expect(version.see(state(3, 'restored'), at)).toBe(true)
  expect(version.current).toEqual(state(4, 'restored'))
  expect(version.isCurrent(state(4))).toBe(false)
})

it('knows nothing while the connection is lost, and no more than it sees afterwards', () => {
  const version = new DataVersion()
  version.see(state(50), at)
  version.lose()
  expect(version.current).toBeNull()
  version.see(state(49), at)
  expect(version.current).toEqual(state(49))
})

it('remembers what it found when nobody could say before', () => {
  const version = new DataVersion()
  expect(version.found).toBeNull()
  version.hear(7)
  version.see(state(6), at)
  version.see(state(8), at)
  expect(version.found).toEqual(state(6))
  const { found } = version
  version.lose()
  expect(version.found).toBe(found)
  version.see(state(6), at)
  expect(version.found).not.toBe(found)
  version.see(state(3, 'restored'), at)
  version.see(state(3, 'restored'), at)
  expect(version.found).toEqual(state(3, 'restored'))
})

it('pays no heed to a message that is no number', () => {
  const version = new DataVersion()
  version.see(state(5), at)
  version.hear(Number('nonsense'))
  expect(version.current).toEqual(state(5))
})

it('says until when it knows every commit', () => {
  const version = new DataVersion()
  version.see(state(5), at)
  expect(version.asOf).toEqual(at)
})
