import { describe, expect, it } from 'vitest'
import type { Build } from './build.ts'
import { hardwareKey, hardwareOfBuilds, hardwareOfTest, shownHardware } from './hardware.ts'
import type { TestDimensions } from './test-dimensions.ts'
import { bareBuild, bareDimensions } from './testing/bare-build.ts'

const build = bareBuild()
const kubernetes: Build = { ...build, ref: 2, platform: 'kubernetes' }
const vague: Build = { ...build, ref: 3, platform: 'unknown' }

function ranOn(platform: string | null, compatible: string[] | null): TestDimensions {
  return bareDimensions({ platform, compatible })
}

describe('hardwareOfTest', () => {
  it.each([
    [
      'platform and every compatible',
      ranOn('juno', ['arm,juno', 'arm']),
      ['arm,juno', 'arm', 'juno'],
    ],
    ['platform alone', ranOn('juno', null), ['juno']],
    ['compatibles alone', ranOn(null, ['arm,juno']), ['arm,juno']],
    ['the build when it names neither', ranOn(null, []), ['kubernetes']],
    [
      'the build, and how it says so, when its platform is unknown',
      ranOn('UNKNOWN', null),
      ['kubernetes', 'UNKNOWN'],
    ],
    [
      'the build when its platform is what answers call unknown',
      ranOn('Unknown', null),
      ['kubernetes'],
    ],
  ])('is %s', (_, dimensions, expected) => {
    expect(hardwareOfTest(dimensions, kubernetes)).toEqual(expected)
  })

  it('is Unknown with none of these', () => {
    expect(hardwareOfTest(ranOn(null, null), build)).toEqual(['Unknown'])
    expect(hardwareOfTest(ranOn(null, null), vague)).toEqual(['Unknown', 'unknown'])
  })
})

describe('hardwareOfBuilds', () => {
  const cell = (of: Build, dimensions: TestDimensions) => ({
    build: of,
    dimensions,
    issue: null,
    counts: [0, 1, 0, 0, 0, 0, 0] as const,
  })

  it('joins the platform of a build and what its tests ran on', () => {
    const cells = [cell(kubernetes, ranOn('juno', ['arm,juno'])), cell(build, ranOn('qemu', null))]
    const hardware = hardwareOfBuilds([build, kubernetes], cells)
    expect(hardware.get(2)).toEqual(new Set(['kubernetes', 'arm,juno', 'juno']))
    expect(hardware.get(1)).toEqual(new Set(['qemu']))
  })

  it('is Unknown for a build with neither', () => {
    expect(hardwareOfBuilds([build], []).get(1)).toEqual(new Set(['Unknown']))
  })

  it('holds how a build says that its platform is unknown, whatever it was tested on', () => {
    expect(hardwareOfBuilds([vague], []).get(3)).toEqual(new Set(['Unknown', 'unknown']))
    const tested = hardwareOfBuilds([vague], [cell(vague, ranOn('juno', null))])
    expect(tested.get(3)).toEqual(new Set(['juno', 'unknown']))
  })
})

describe('the one name that is shown', () => {
  it.each([
    [ranOn('juno', ['arm,juno', 'arm']), 'arm,juno', 'arm,juno'],
    [ranOn('juno', null), 'juno', 'juno'],
    [ranOn('juno', ['Unknown']), 'juno', 'juno'],
    [ranOn(null, null), 'Unknown', 'kubernetes'],
  ])('of %j', (dimensions, counted, shown) => {
    expect(hardwareKey(dimensions)).toBe(counted)
    expect(shownHardware(dimensions, kubernetes)).toBe(shown)
  })

  it('of a build without tests is its platform, of a checkout without builds Unknown', () => {
    expect(shownHardware(null, kubernetes)).toBe('kubernetes')
    expect(shownHardware(null, build)).toBe('Unknown')
    expect(shownHardware(null, null)).toBe('Unknown')
  })
})
