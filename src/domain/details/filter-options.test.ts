import { describe, expect, it } from 'vitest'
import type { Build } from '../build.ts'
import type { TestCell } from '../test-cell.ts'
import { buildOptions, configurationOptions, testOptions } from './filter-options.ts'

const dummy: Build = {
  ref: 1,
  id: 'maestro:dummy_1',
  checkoutId: 'c',
  origin: 'maestro',
  status: 'FAIL',
  config: null,
  architecture: 'x86_64',
  compiler: 'clang',
  lab: 'Unknown',
  platform: null,
  duration: null,
  isDummy: true,
}
const passed: Build = { ...dummy, ref: 2, origin: 'ti', status: 'PASS', lab: null, config: 'a' }
const issues = new Map([[2, [{ id: 'i', version: 1 }]]])

describe('options for builds', () => {
  it('come from dummies too, sorted', () => {
    expect(configurationOptions([dummy, passed])).toEqual({
      configs: ['Unknown', 'a'],
      architectures: ['x86_64'],
      compilers: ['clang'],
    })
  })

  it('offer what is empty by the word that filters find it by', () => {
    const empty = { ...passed, config: '', architecture: '', compiler: '' }
    expect(configurationOptions([empty])).toEqual({
      configs: ['Unknown'],
      architectures: ['Unknown'],
      compilers: ['Unknown'],
    })
  })

  it('offer an issue only where a build can show it, and no lab without misc', () => {
    expect(buildOptions([dummy, passed], issues)).toEqual({
      issues: [],
      origins: ['maestro', 'ti'],
      has_unknown_issue: true,
      labs: ['Unknown'],
    })
  })
})

describe('options for tests', () => {
  const cell = (lab: string | null, fail: number, issue: TestCell['issue']): TestCell => ({
    build: passed,
    dimensions: { id: 1, kind: 't', origin: 'maestro', platform: null, compatible: null, lab },
    issue,
    counts: [0, 0, fail, 0, 0, 0, 0],
  })

  it('offer each issue once, by id and version', () => {
    const offered = [
      { id: 'b', version: 1 },
      { id: 'a', version: 10 },
      { id: 'a', version: 9 },
      { id: 'b', version: 1 },
    ]
    expect(testOptions([], offered).issues).toEqual([
      ['a', 9],
      ['a', 10],
      ['b', 1],
    ])
  })

  it('say whether a failure has no issue', () => {
    const issue = { id: 'i', version: 1 }
    expect(testOptions([cell(null, 1, issue), cell('lava', 0, null)], [])).toMatchObject({
      has_unknown_issue: false,
      labs: ['Unknown', 'lava'],
    })
    expect(testOptions([cell(null, 1, null)], []).has_unknown_issue).toBe(true)
  })
})
