import { expect, it } from 'vitest'
import { historyPlace, historyTree } from './history-tree.ts'

const run = (id: string) => ({ id, start_time: null, status: null })

it('names what a build lacks', () => {
  const build = { config: null, architecture: 'arm64', compiler: null }
  expect(historyPlace('juno', build)).toEqual({
    platform: 'juno',
    config: 'Unknown',
    build: 'arm64/None',
  })
})

it('nests histories by platform, config, build and path, in the order of code points', () => {
  const place = { platform: 'b', config: 'c', build: 'arm64/gcc' }
  const tree = historyTree([
    { place, path: '\u{1F600}', runs: [run('1'), run('2')] },
    { place, path: '\u{FF00}', runs: [run('3')] },
    { place: { ...place, platform: 'a' }, path: 'x', runs: [run('4')] },
  ])
  expect(JSON.stringify(tree)).toBe(
    JSON.stringify({
      a: { c: { 'arm64/gcc': { x: [run('4')] } } },
      b: { c: { 'arm64/gcc': { '\u{FF00}': [run('3')], '\u{1F600}': [run('1'), run('2')] } } },
    }),
  )
})

it('keeps names that mean something to JavaScript', () => {
  const place = { platform: '__proto__', config: 'constructor', build: 'x' }
  expect(JSON.stringify(historyTree([{ place, path: '__proto__', runs: [] }]))).toBe(
    '{"__proto__":{"constructor":{"x":{"__proto__":[]}}}}',
  )
})
