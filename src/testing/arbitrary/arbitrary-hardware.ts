import fc from 'fast-check'
import type { SubmittedRow } from '../rows/staged-rows.ts'

/** Checkouts, builds and tests as submitters send them. */
export type HardwareRows = Record<'checkouts' | 'builds' | 'tests', SubmittedRow[]>

const oneOf = fc.constantFrom
const often = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 })

/** Instants days and seconds apart. */
export const arbitraryInstant = oneOf(
  '2025-07-01T00:00:00Z',
  '2025-07-05T00:00:00Z',
  '2025-07-05T00:00:01Z',
  '2025-07-05T00:00:02Z',
)

/** Origins that tests and checkouts have. */
export const arbitraryOrigin = oneOf('maestro', 'maestro', 'maestro', 'ti')

const status = oneOf('PASS', 'PASS', 'FAIL', 'SKIP', 'ERROR', 'MISS', 'DONE', null)

const checkout = fc.record({
  origin: arbitraryOrigin,
  _timestamp: arbitraryInstant,
  start_time: often(arbitraryInstant),
  tree_name: oneOf('mainline', 'mainline', null),
  git_repository_url: oneOf('https://git/l', 'https://git/l', null),
  git_repository_branch: oneOf('master', 'master', 'master', null),
  git_commit_hash: oneOf('aa', 'bb', null),
  git_commit_tags: oneOf<(string[] | null)[]>(null, [], ['v6'], ['v6', 'v6.1']),
})

const build = fc.record({
  isDummy: oneOf(false, false, false, true),
  checkout: fc.nat(),
  origin: arbitraryOrigin,
  status,
})

const test = fc.record({
  build: fc.nat(),
  origin: arbitraryOrigin,
  status,
  start_time: often(arbitraryInstant),
  path: oneOf('boot', 'boot.nfs', 'bootrr.x', 'ltp.a', '', null),
  environment_misc: oneOf<unknown[]>(
    { platform: 'p0' },
    { platform: 'p0' },
    { platform: 'p0' },
    { platform: 'p1' },
    { platform: 'p1' },
    { platform: '__proto__' },
    { platform: '' },
    { platform: ['p0'] },
    'p0',
    null,
  ),
  environment_compatible: oneOf<(string[] | null)[]>(
    null,
    [],
    ['x'],
    ['x', 'y'],
    ['y', 'x', 'x'],
    ['x,y'],
  ),
})

/** Few trees with several checkouts, tested on few platforms, so that much falls together. */
export const arbitraryHardware: fc.Arbitrary<HardwareRows> = fc
  .record({
    checkouts: fc.array(checkout, { minLength: 2, maxLength: 6, size: 'max' }),
    builds: fc.array(build, { minLength: 2, maxLength: 8, size: 'max' }),
    tests: fc.array(test, { minLength: 4, maxLength: 24, size: 'max' }),
  })
  .map((drawn) => {
    const builds = drawn.builds.map(({ isDummy, checkout: of, ...row }, n) => ({
      ...row,
      id: `${isDummy ? 'maestro:dummy_' : ''}b${n}`,
      // one more than there are: some checkouts have not arrived
      checkout_id: `c${of % (drawn.checkouts.length + 1)}`,
    }))
    return {
      checkouts: drawn.checkouts.map((row, n) => ({ ...row, id: `c${n}` })),
      builds,
      tests: drawn.tests.map(({ build: of, ...row }, n) => ({
        ...row,
        id: `t${n}`,
        build_id: builds[of % (builds.length + 1)]?.id ?? 'missing',
      })),
    }
  })
