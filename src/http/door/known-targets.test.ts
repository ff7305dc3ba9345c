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

const find = (targets: KnownTargets, target: string) =>
  targets.find('GET', target, undefined, Date.now())
const has = (targets: KnownTargets, target: string, method = 'GET') =>
  targets.has({ method, target, accept: undefined })

function remember(targets: KnownTargets, key: string, goodUntil = Infinity, method = 'GET') {
  const request = { method, target: key, accept: undefined }
  targets.remember(request, { keyOf: () => key, endpoint, goodUntil })
}

it('knows what was asked for most, of a time that has gone by', () => {
  const targets = new KnownTargets()
  for (const key of ['once', 'often', 'long ago']) remember(targets, key)
  vi.setSystemTime(2_000)
  for (const key of ['once', 'often', 'often', 'unknown']) find(targets, key)
  expect(targets.askedSince(1_500).map(({ request }) => request.target)).toEqual(['often', 'once'])
  expect(targets.askedSince(0)).toHaveLength(3)
})

it('goes on counting when the clock has made an answer another one', () => {
  const targets = new KnownTargets()
  remember(targets, 'other')
  remember(targets, 'by the clock', 1_500)
  find(targets, 'by the clock')
  vi.setSystemTime(1_500)
  expect(find(targets, 'by the clock')).toBeUndefined()
  remember(targets, 'by the clock', 3_000)
  find(targets, 'other')
  expect(targets.askedSince(0).map(({ request }) => request.target)).toEqual([
    'by the clock',
    'other',
  ])
})

it('lets go of what was known first, and never learns what is too long', () => {
  const targets = new KnownTargets()
  for (let number = 0; number <= 4096; number += 1) remember(targets, `${number}`)
  expect(has(targets, '0')).toBe(false)
  expect(has(targets, '1')).toBe(true)
  remember(targets, 'x'.repeat(2049))
  expect(has(targets, 'x'.repeat(2049))).toBe(false)
})

it('tells by which method a target was asked for, and knows no more of both together', () => {
  const targets = new KnownTargets()
  remember(targets, 'a', Infinity, 'POST')
  expect(['GET', 'HEAD', 'POST'].map((method) => has(targets, 'a', method))).toEqual([
    false,
    false,
    true,
  ])
  for (let number = 0; number < 4096; number += 1) remember(targets, `${number}`)
  expect([has(targets, 'a', 'POST'), has(targets, '0'), has(targets, '1', 'HEAD')]).toEqual([
    true,
    false,
    true,
  ])
  expect(targets.askedSince(0)).toHaveLength(4096)
})
