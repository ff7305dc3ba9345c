import { describe, expect, it } from 'vitest'
import type { Build } from '../build.ts'
import { bareBuild } from '../testing/bare-build.ts'
import { accountBuildIssues, summariseBuilds } from './build-summary.ts'

const build = (ref: number, changed: Partial<Build>) =>
  bareBuild({
    ref,
    id: `b${ref}`,
    config: 'defconfig',
    architecture: 'arm64',
    compiler: 'gcc-12',
    lab: 'Unknown',
    ...changed,
  })
const issue = { id: 'i', version: 1 }
const everything = new Set<string>()

describe('summariseBuilds', () => {
  it('counts per name, names in order, absent values as Unknown and empty ones nowhere', () => {
    const builds = [
      build(1, { compiler: 'gcc-14' }),
      build(2, { compiler: null, config: '__proto__' }),
      build(3, { status: 'NULL', architecture: '', config: '', lab: null }),
      build(4, { architecture: null, compiler: '' }),
    ]
    const summary = summariseBuilds(builds, new Map(), everything, new Map())
    expect(summary.status).toMatchObject({ PASS: 3, NULL: 1 })
    expect(JSON.parse(JSON.stringify(summary.architectures))).toMatchObject({
      Unknown: { PASS: 1, compilers: [] },
      arm64: { PASS: 2, compilers: ['Unknown', 'gcc-14'] },
    })
    expect(Object.keys(summary.configs)).toEqual(['__proto__', 'defconfig'])
    expect(summary.labs).toMatchObject({ Unknown: { PASS: 3, NULL: 0 } })
  })

  it('shows text of issues that have arrived', () => {
    const builds = [build(1, { status: 'FAIL' })]
    const issues = new Map([[1, [issue, { id: 'h', version: 2 }]]])
    const texts = new Map([['i,1', { comment: 'broken', reportUrl: 'https://r' }]])
    expect(summariseBuilds(builds, issues, everything, texts).issues).toMatchObject([
      { id: 'h', version: 2, comment: null, report_url: null },
      { id: 'i', version: 1, comment: 'broken', report_url: 'https://r' },
    ])
  })
})

describe('accountBuildIssues', () => {
  const issues = new Map([
    [1, [issue]],
    [2, [issue]],
    [3, [issue]],
  ])

  it('counts builds that failed or ended without result, and no others', () => {
    const builds = [build(1, { status: 'FAIL' }), build(2, { status: 'NULL' }), build(3, {})]
    const { account, unknown } = accountBuildIssues(builds, issues, everything)
    expect(account.get('i,1')?.incidents).toMatchObject({ FAIL: 1, NULL: 1, PASS: 0 })
    expect(unknown).toBe(0)
  })

  it('knows no issue of a failed build without one', () => {
    const builds = [build(4, { status: 'FAIL' }), build(5, { status: 'NULL' })]
    expect(accountBuildIssues(builds, issues, everything)).toEqual({
      account: new Map(),
      unknown: 1,
    })
  })

  it('accounts only issues that the filter names', () => {
    const builds = [build(1, { status: 'FAIL' })]
    expect(accountBuildIssues(builds, issues, new Set(['j,1'])).account.size).toBe(0)
  })
})
