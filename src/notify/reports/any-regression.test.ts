import fc from 'fast-check'
import { expect, it } from 'vitest'
import { statusNames } from '../../domain/status.ts'
import type { IssueRegression } from '../../read/issues/regression/regression.ts'
import { anyCharacter } from '../../testing/arbitrary/any-character.ts'
import { noSubscriptions } from '../subscriptions/subscriptions.ts'
import { issueReport } from './issue/issue-report.ts'
import { digestReport } from './new-issues/digest-report.ts'
import type { FailedTest } from './test/failed-test.ts'
import { testReport } from './test/test-report.ts'

/** Ids are keys, and stand in lines that nobody may break. */
const id = fc.string({ unit: fc.constantFrom('a', '#', '/', ':', ' ', '\u{1F600}'), maxLength: 20 })
const text = fc.option(fc.string({ unit: anyCharacter, maxLength: 60 }))
const time = fc.option(fc.constantFrom('2026-02-01T00:00:00Z', '2025-02-01T00:00:00.000001Z'))
const texts = fc.array(fc.string({ unit: anyCharacter, maxLength: 5 }), { maxLength: 3 })
const statuses = fc.array(fc.constantFrom(...statusNames), { maxLength: 12 })
const places = <Place extends object>(place: fc.Arbitrary<Place>) =>
  fc.array(place, { maxLength: 3 })
const lastGood = fc.option(
  fc.record({
    id,
    commit: id,
    startTime: time,
    checkoutStart: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
  }),
)
const misc = fc.oneof(
  fc.constantFrom<unknown>(null, 7, [], { logspec: null }, { logspec: { error: [] } }),
  text.map((log_excerpt) => ({ logspec: { error: { log_excerpt } } })),
)

const regression: fc.Arbitrary<IssueRegression> = fc.record({
  issue: fc.record({
    field_timestamp: time,
    id,
    version: fc.nat(),
    origin: id,
    report_url: text,
    report_subject: text,
    culprit_code: fc.constant(null),
    culprit_tool: fc.constant(null),
    culprit_harness: fc.constant(null),
    comment: text,
    misc,
    categories: fc.constant(null),
  }),
  first: fc.record({
    firstSeen: time,
    kind: fc.constantFrom('build', 'test'),
    path: text,
    checkout: fc.record({
      id,
      origin: id,
      url: text,
      branch: text,
      commit: fc.option(id),
      commitName: text,
      tree: fc.oneof(text, fc.constantFrom('mainline', 'next')),
      tags: texts,
      startTime: time,
    }),
  }),
  configurations: places(
    fc.record({
      buildId: id,
      config: text,
      configUrl: text,
      architecture: text,
      compiler: text,
      builds: fc.nat(),
      statuses,
      lastGood,
    }),
  ),
  platforms: places(
    fc.record({
      platform: text,
      compatibles: texts,
      testId: id,
      path: text,
      config: text,
      tests: fc.nat(),
      firstSeen: time,
      statuses,
      lastGood,
    }),
  ),
  occurrences: fc.nat(),
  isSample: fc.boolean(),
  more: fc.nat({ max: 2 }),
  excerpt: fc.option(fc.record({ text, movedTo: fc.constantFrom(null, 'https://files/a') })),
})

const failedTest: fc.Arbitrary<FailedTest> = fc.record({
  test: fc.record({
    field_timestamp: time,
    id,
    build_id: id,
    path: text,
    log_excerpt: text,
    log_url: text,
    status: fc.constantFrom(...statusNames),
    misc,
    environment_misc: misc,
    output_files: misc,
    input_files: misc,
    start_time: time,
    environment_compatible: fc.option(texts),
    compiler: text,
    architecture: text,
    config_name: text,
    git_commit_hash: fc.option(id),
    git_repository_branch: text,
    git_repository_url: text,
    git_commit_tags: fc.option(texts),
    tree_name: fc.oneof(text, fc.constantFrom('mainline', 'stable')),
    origin: fc.option(id),
    test_origin: id,
  }),
  platform: text,
  excerpt: text,
  history: fc.array(
    fc.record({
      start_time: time,
      id,
      git_commit_hash: fc.option(id),
      status: fc.constantFrom(...statusNames),
    }),
    { maxLength: 3 },
  ),
  elsewhere: fc.array(
    fc.record({ platform: text, config: text, status: fc.constantFrom(...statusNames) }),
    { maxLength: 14 },
  ),
})

const finding = {
  now: new Date('2026-02-08T00:00:00Z'),
  links: 'https://d.example.org',
  subscriptions: noSubscriptions,
  excerptAt: (address: string) => Promise.resolve(`# of ${address}`),
}
const report = fc.oneof(
  regression.map((found) => issueReport(found, finding)),
  fc.array(regression, { minLength: 1, maxLength: 3 }).map((all) => digestReport(all, finding)),
  failedTest.map((failed) => testReport(failed, finding)),
)
const letter = fc.record({ messageId: fc.constant('<a.b@kernelci.org>'), toLists: fc.boolean() })

const tokens = /^#(?:kernelci (?:issue|test) |regzbot (?:introduced|link): )/

it('commands nobody but with our own words, and fits into a mail, whatever the data', async () => {
  const property = fc.asyncProperty(report, letter, async (made, of) => {
    const lines = (await made).render(of).text.split('\n')
    const commands = lines.filter((line) => /^\s*#/.test(line) && !tokens.test(line))
    expect(commands).toEqual([])
    for (const line of lines) {
      expect(line).not.toMatch(/[^\P{Cc}\t]/u)
      expect(Buffer.byteLength(line)).toBeLessThan(998)
    }
  })
  await fc.assert(property, { numRuns: 200 })
})

it('follows the rules of tokens (notifications.md 1.8)', async () => {
  const property = fc.asyncProperty(
    fc.oneof(
      regression.map((found) => issueReport(found, finding)),
      failedTest.map((failed) => testReport(failed, finding)),
    ),
    letter,
    async (making, of) => {
      const made = await making
      const paragraphs = made.render(of).text.split('\n\n')
      const reported = paragraphs.findIndex((one) =>
        one.startsWith('Reported-by: kernelci.org bot'),
      )
      const tags = paragraphs.findIndex((one) => one.startsWith('#regzbot introduced: '))
      const marked = paragraphs.findIndex((one) => one.startsWith('#kernelci '))
      const isTracked = ['mainline', 'next', 'stable'].includes(made.tree?.name ?? '')
      expect(reported).toBeGreaterThan(0)
      expect(marked).toBe(paragraphs.length - 3)
      if (tags >= 0) expect(tags).toBe(marked - 1)
      if (!isTracked || !of.toLists) expect(tags).toBe(-1)
      const links = paragraphs[reported]?.includes('\nLink: https://lore.kernel.org/all/a.b@')
      expect(links).toBe(isTracked && of.toLists)
    },
  )
  await fc.assert(property, { numRuns: 200 })
})
