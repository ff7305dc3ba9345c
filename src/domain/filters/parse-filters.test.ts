import { describe, expect, it } from 'vitest'
import { FilterError } from './filter-error.ts'
import { noFilters } from './filter-collector.ts'
import { parseFilters } from './parse-filters.ts'

const parse = (query: string) => parseFilters(new URLSearchParams(query))

describe('parseFilters', () => {
  it('reads every key', () => {
    const filters = parse(
      'filter_config_name=defconfig&filter_architecture=arm64&filter_compiler=gcc-12' +
        '&filter_test.hardware=juno&filter_test.lab=lava&filter_duration_[gte]=10' +
        '&filter_build.status=fail&filter_build.origin=maestro&filter_build.issue=a,b,2' +
        '&filter_boot.status=PASS&filter_boot.platform=qemu&filter_boot.path=boot.nfs' +
        '&filter_test.duration_[lte]=1_00&filter_test.issue=Uncategorized&filter_test.origin=x',
    )
    expect(filters).toEqual({
      configs: new Set(['defconfig']),
      architectures: new Set(['arm64']),
      compilers: new Set(['gcc-12']),
      hardware: new Set(['juno']),
      labs: new Set(['lava']),
      build: {
        statuses: new Set(['FAIL']),
        origins: new Set(['maestro']),
        issues: new Set(['a,b,2']),
        duration: { minimum: 10, maximum: null },
      },
      boot: {
        statuses: new Set(['PASS']),
        origins: new Set(),
        issues: new Set(),
        duration: { minimum: null, maximum: null },
        platforms: new Set(['qemu']),
        paths: ['boot.nfs'],
      },
      test: {
        statuses: new Set(),
        origins: new Set(['x']),
        issues: new Set(['Uncategorized,null']),
        duration: { minimum: null, maximum: 100 },
        platforms: new Set(),
        paths: [],
      },
    })
  })

  it.each([
    'origin=maestro',
    'filter_=1',
    'filter_nope=1',
    'filter_hardware=x',
    'filter_test.path=',
  ])('is not restricted by %s', (query) => {
    expect(parse(query)).toEqual(noFilters)
  })

  it('takes repeated parameters as alternatives, with a suffix and without (filters.md O-F4, O-F12)', () => {
    const filters = parse(
      'filter_test.status_[in]=PASS&filter_test.status_[in]=FAIL&filter_test.path=a&filter_test.path=b',
    )
    expect(filters.test.statuses).toEqual(new Set(['PASS', 'FAIL']))
    expect(filters.test.paths).toEqual(['a', 'b'])
  })

  it('takes a hundred different paths, and no more', () => {
    const paths = Array.from({ length: 100 }, (_, n) => `filter_boot.path=a${n}`).join('&')
    expect(parse(`${paths}&filter_boot.path=a7&filter_boot.path=`).boot.paths).toHaveLength(100)
    expect(() => parse(`${paths}&filter_boot.path=b`)).toThrow(
      new FilterError('too_many_paths', 'A filter on paths takes 100 of them at most'),
    )
    expect(parse(`${paths}&filter_test.path=b`).test.paths).toEqual(['b'])
  })

  it.each([
    ['lt', { minimum: null, maximum: 5 }],
    ['lte', { minimum: null, maximum: 5 }],
    ['gt', { minimum: 5, maximum: null }],
    ['gte', { minimum: 5, maximum: null }],
    ['exact', { minimum: 5, maximum: null }],
    ['in', { minimum: 5, maximum: null }],
    ['like', { minimum: 5, maximum: null }],
  ])('reads %s on a duration (decisions.md 1)', (operator, bounds) => {
    expect(parse(`filter_boot.duration_[${operator}]=5`).boot.duration).toEqual(bounds)
    expect(parse(`filter_build.duration_[${operator}]=5`).build.duration).toEqual(bounds)
  })

  it.each([
    ['1200', 1200],
    [' -5 ', -5],
    ['+7', 7],
    ['0.25', 0.25],
    ['', null],
    ['abc', null],
    ['1e3', null],
    ['1__0', null],
  ])('takes the whole value of the duration %j (filters.md O-F1)', (value, minimum) => {
    const [name, text] = ['filter_duration', value]
    expect(parseFilters([[name, text]]).build.duration.minimum).toBe(minimum)
  })

  it('takes the last value of a parameter as a bound', () => {
    const { duration } = parse('filter_duration=9&filter_duration=5').build
    expect(duration).toEqual({ minimum: 5, maximum: null })
    expect(parse('filter_duration=9&filter_duration=none').build.duration.minimum).toBeNull()
  })

  it.each([
    ['filter_duration=5', 'filter_build.duration=7'],
    ['filter_duration=7', 'filter_duration_[exact]=5'],
    ['filter_build.duration_[gt]=7', 'filter_build.duration_[gte]=5'],
    ['filter_build.duration_[gte]=7', 'filter_duration_[gte]=none'],
  ])('wants %s and %s to hold, in whatever order they come', (one, other) => {
    const bounds = { minimum: 7, maximum: null }
    expect(parse(`${one}&${other}`).build.duration).toEqual(bounds)
    expect(parse(`${other}&${one}`).build.duration).toEqual(bounds)
  })

  it('wants the smaller of two maxima to hold', () => {
    const duration = parse('filter_test.duration_[lt]=5&filter_test.duration_[lte]=7').test.duration
    expect(duration).toEqual({ minimum: null, maximum: 5 })
  })

  it.each(['foo', '', 'GTE', 'between'])(
    'refuses the operator %j, whatever the key',
    (operator) => {
      for (const key of ['test.duration', 'nope']) {
        expect(() => parse(`filter_${key}_[${operator}]=1`)).toThrow(
          new FilterError(
            'invalid_filter_operator',
            `Filter with invalid comparison operator \`${operator}\` found\``,
          ),
        )
      }
    },
  )

  it.each([
    ['maestro:i,1', 'maestro:i,1'],
    ['a,b,02', 'a,b,2'],
    ['i,-1', 'i,-1'],
    ['i,null', 'i,null'],
    ['Uncategorized,null', 'Uncategorized,null'],
  ])('reads the issue %s', (value, key) => {
    expect(parseFilters([['filter_test.issue', value]]).test.issues).toEqual(new Set([key]))
  })

  it.each(['i', 'i,', 'i,x', 'i,1.5', ''])('refuses the issue %j', (value) => {
    expect(() => parseFilters([['filter_build.issue', value]])).toThrow(
      'Invalid filter key or value',
    )
  })

  it('takes values such as __proto__ as they are', () => {
    expect(parse('filter_config_name=__proto__').configs).toEqual(new Set(['__proto__']))
    expect(parse('filter_constructor=1')).toEqual(noFilters)
  })
})
