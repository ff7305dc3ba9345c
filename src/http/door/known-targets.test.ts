import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Endpoint } from '../endpoint.ts'
import { KnownTargets } from './known-targets.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000 }))
afterEach(() => vi.useRealTimers())

const endpoint: Endpoint = {
  name: 'tree',
  template: '/api/tree/',
  allow: ['GET'],
  pageCached: true,
  cost: 'cheap',
  validationErrors: 'text',
}

function remember(targets: KnownTargets, key: string, goodUntil = Infinity) {
  const request = { method: 'GET', target: key, accept: undefined }
  targets.remember(key, request, { keyOf: () => key, endpoint, goodUntil })
}

it('knows what was asked for most, of a time that has gone by', () => {
  const targets = new KnownTargets()
  for (const key of ['once', 'often', 'long ago']) remember(targets, key)
  vi.setSystemTime(2_000)
  for (const key of ['once', 'often', 'often', 'unknown']) targets.find(key)
  expect(targets.askedSince(1_500).map(({ target }) => target)).toEqual(['often', 'once'])
  expect(targets.askedSince(0)).toHaveLength(3)
})

it('goes on counting when the clock has made an answer another one', () => {
  const targets = new KnownTargets()
  remember(targets, 'other')
  remember(targets, 'by the clock', 1_500)
  targets.find('by the clock')
  vi.setSystemTime(1_500)
  expect(targets.find('by the clock')).toBeUndefined()
  remember(targets, 'by the clock', 3_000)
  targets.find('other')
  expect(targets.askedSince(0).map(({ target }) => target)).toEqual(['by the clock', 'other'])
})

it('lets go of what was known first, and never learns what is too long', () => {
  const targets = new KnownTargets()
  for (let number = 0; number <= 4096; number += 1) remember(targets, `${number}`)
  expect(targets.has('0')).toBe(false)
  expect(targets.has('1')).toBe(true)
  remember(targets, 'x'.repeat(2049))
  expect(targets.has('x'.repeat(2049))).toBe(false)
})
