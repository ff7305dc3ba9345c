import { HonoRequest } from 'hono/request'
import { describe, expect, it } from 'vitest'
import {
  isReadableQuery,
  queryParameters,
  rawQuery,
  routingPath,
  unreadablePath,
  unservedPath,
} from './request-target.ts'

const route = (path: string) => routingPath(`http://host:8000${path}`, () => true)

describe('routingPath', () => {
  it.each([
    ['/', '/'],
    ['', '/'],
    ['/api/tree/?a=b', '/api/tree/'],
    ['/api/tree#x', '/api/tree'],
    ['/%61pi/%74ree/', '/api/tree/'],
    ['/api/build/maestro:1', '/api/build/maestro%3A1'],
    ['/api/build/maestro%3a1', '/api/build/maestro%3A1'],
    ['/api/build/a+b', '/api/build/a%2Bb'],
    ['/api/build/a%2Fb/tests', '/api/build/a%2Fb/tests'],
    ['/api/tree/t/for-next%2Fcore', '/api/tree/t/for-next%2Fcore'],
    ['/api/tree/t/for-next/core', '/api/tree/t/for-next%2Fcore'],
    ['/api/tree/t%2Fb/h/full', '/api/tree/t/b/h/full'],
    ['//api/tree/', '//api/tree/'],
  ])('%s is routed as %s', (path, expected) => {
    expect(route(path)).toBe(expected)
  })

  it.each([
    ['a broken escape', '/api/build/%'],
    ['half an escape', '/api/build/%4'],
    ['bytes that are no UTF-8', '/api/build/%ff'],
    ['half a surrogate pair', '/api/build/%ED%A0%80'],
    ['NUL', '/api/build/a%00b'],
    ['8 kB', `/api/build/${'a'.repeat(8192)}`],
    ['NUL below tree', '/api/tree/a/%00'],
  ])('%s cannot be read', (_, path) => {
    expect(route(path)).toBe(unreadablePath)
  })

  it('does not take a form without endpoint for a branch', () => {
    const isServed = (template: string) => template === '/api/tree/{tree_name}/{git_branch}'
    expect(routingPath('http://h/api/tree/a/commits', isServed)).toBe(unservedPath)
    expect(routingPath('http://h/api/tree/a/b', isServed)).toBe('/api/tree/a/b')
    expect(routingPath('http://h/api/tree/a', isServed)).toBe(unservedPath)
  })
})

describe('isReadableQuery', () => {
  const isReadable = (query: string) => isReadableQuery(`http://h/${query}`)

  it.each(['', '?', '?a=b&a=c', '?a=%C3%A9+x', '?a=%2B', '?=', '?a=%25', '?path=%boot%'])(
    '%j is readable',
    (query) => {
      expect(isReadable(query)).toBe(true)
    },
  )

  it.each([
    ['bytes that are no UTF-8', '?a=%ff'],
    ['a broken escape', '?a=100%'],
    ['a broken escape in a name', '?path%=a'],
    ['bytes that are no UTF-8 behind a percent sign', '?path=%%ff'],
    ['half a surrogate pair', '?a=%ED%BF%BF'],
    ['NUL in a value', '?a=%00'],
    ['NUL in a name', '?%00=a'],
    ['NUL behind a percent sign', '?path=%%00'],
    ['more than 1000 parameters', `?${'a&'.repeat(1000)}`],
    ['100 kB', `?a=${'a'.repeat(100_000)}`],
  ])('%s is not', (_, query) => {
    expect(isReadable(query)).toBe(false)
  })
})

describe('the query', () => {
  it.each([
    'path=100%',
    'path=%boot%&path=b%',
    'path=%4%31',
    'path=%%41+%C3%A9%',
    'path=%C3%A9%zz',
  ])(
    'is read alike by the framework, from which handlers have it, and by what keeps answers: %s',
    (query) => {
      const url = `http://h/?${query}`
      const ours = Map.groupBy(queryParameters(url), ([name]) => name)
      const values = [...ours].map(([name, pairs]) => [name, pairs.map(([, value]) => value)])
      expect(isReadableQuery(url)).toBe(true)
      expect(new HonoRequest(new Request(url)).queries()).toEqual(Object.fromEntries(values))
    },
  )

  it('holds percent signs of patterns that begin no escape', () => {
    expect(queryParameters('http://h/?path=%boot%').get('path')).toBe('%boot%')
  })

  it('is kept as it was sent', () => {
    expect(rawQuery('http://h/a?x=%20&y#z')).toBe('?x=%20&y')
    expect(rawQuery('http://h/a')).toBe('')
  })

  it('is read in order, repetitions included', () => {
    const pairs = [...queryParameters('http://h/a?b=1&a=2+3&b=%26')]
    expect(pairs).toEqual([
      ['b', '1'],
      ['a', '2 3'],
      ['b', '&'],
    ])
  })
})
