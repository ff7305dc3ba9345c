import { expect, it } from 'vitest'
import { countLabs } from './labs.ts'

it('counts boots and tests with a path per lab, and the builds that they ran on', () => {
  const tests = [
    { lab: 'lava', kind: 'b', n: 2 },
    { lab: 'lava', kind: 'b', n: 3 },
    { lab: 'lava', kind: 't', n: 10 },
    { lab: '__proto__', kind: 'n', n: 7 },
    { lab: null, kind: 't', n: 5 },
  ] as const
  const builds = [
    { lab: 'lava', n: 4 },
    { lab: '__proto__', n: 1 },
  ]
  const labs = countLabs(tests, builds)
  expect(Object.entries(labs)).toEqual([
    ['__proto__', { builds: 1, boots: 0, tests: 0 }],
    ['lava', { builds: 4, boots: 5, tests: 10 }],
  ])
})
