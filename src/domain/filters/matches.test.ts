import { describe, expect, it } from 'vitest'
import type { Build } from '../build.ts'
import { bareBuild, bareDimensions } from '../testing/bare-build.ts'
import { matchesBuild, matchesDuration, matchesWhereItRan } from './matches.ts'
import { parseFilters } from './parse-filters.ts'

const build = bareBuild({
  status: 'FAIL',
  config: 'defconfig',
  compiler: '',
  lab: 'k8s',
  duration: 100.5,
})
const boot = bareDimensions({ kind: 'b', origin: 'ti', compatible: ['arm,juno', 'arm'] })

const parse = (query: string) => parseFilters(new URLSearchParams(query))

describe('matchesBuild', () => {
  const known = [{ id: 'i', version: 1 }]
  const matches = (query: string, issues = known, changed: Partial<Build> = {}) =>
    matchesBuild(parse(query), { ...build, ...changed }, new Set(['juno', 'arm']), issues)

  it.each([
    '',
    'filter_config_name=defconfig&filter_architecture=Unknown&filter_compiler=Unknown',
    'filter_config_name=x&filter_config_name=defconfig',
    'filter_test.hardware=arm',
    'filter_test.lab=k8s',
    'filter_build.status=FAIL&filter_build.origin=maestro',
    'filter_duration_[gte]=100&filter_duration_[lte]=101',
    'filter_build.issue=i,1',
    'filter_boot.status=MISS&filter_test.duration=5&filter_test.issue=x,1',
  ])('keeps it under %j', (query) => {
    expect(matches(query)).toBe(true)
  })

  it.each([
    'filter_config_name=x',
    'filter_architecture=arm64',
    'filter_test.hardware=Unknown',
    'filter_test.lab=Unknown',
    'filter_build.status=PASS',
    'filter_build.origin=ti',
    'filter_duration_[lte]=100',
    'filter_build.issue=i,2',
    'filter_build.issue=Uncategorized',
  ])('drops it under %j', (query) => {
    expect(matches(query)).toBe(false)
  })

  it('is in lab Unknown without a lab', () => {
    expect(matches('filter_test.lab=Unknown', known, { lab: null })).toBe(true)
  })

  it('is uncategorized without an issue, if it can show one', () => {
    expect(matches('filter_build.issue=Uncategorized', [])).toBe(true)
    expect(matches('filter_build.issue=Uncategorized', [], { status: 'NULL' })).toBe(true)
    expect(matches('filter_build.issue=Uncategorized', [], { status: 'ERROR' })).toBe(false)
    expect(matches('filter_build.issue=i,1', known, { status: 'PASS' })).toBe(false)
  })
})

describe('matchesWhereItRan', () => {
  it.each([
    ['filter_test.hardware=arm', true],
    ['filter_test.hardware=juno', true],
    ['filter_test.hardware=Unknown', false],
    ['filter_test.lab=Unknown', true],
    ['filter_boot.platform=juno&filter_boot.origin=ti', true],
    ['filter_boot.platform=qemu', false],
    ['filter_boot.origin=maestro', false],
    ['filter_test.platform=qemu&filter_test.origin=maestro', true],
    ['filter_build.status=PASS', true],
    ['filter_config_name=x', false],
  ])('under %s is %s for a boot', (query, expected) => {
    expect(matchesWhereItRan(parse(query), build, boot)).toBe(expected)
  })
})

describe('matchesDuration', () => {
  it('compares exactly, bounds included', () => {
    expect(matchesDuration({ minimum: 100, maximum: 100 }, 100)).toBe(true)
    expect(matchesDuration({ minimum: null, maximum: 100 }, 100.5)).toBe(false)
    expect(matchesDuration({ minimum: null, maximum: 0 }, 0)).toBe(true)
  })

  it('takes no null duration for a bound, not even a negative one', () => {
    expect(matchesDuration({ minimum: -5, maximum: null }, null)).toBe(false)
    expect(matchesDuration({ minimum: null, maximum: null }, null)).toBe(true)
  })
})
