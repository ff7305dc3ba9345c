import { describe, expect, it } from 'vitest'
import { validate } from '../validate.ts'
import { type FormatVersion, formatVersions } from './format-versions.ts'

const hash = 'a'.repeat(40)
const time = '2025-07-18T13:09:07Z'

/** The smallest item of a table, by the major version. */
const smallest: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  5: {
    checkouts: { id: 'o:c', origin: 'o' },
    builds: { checkout_id: 'o:c', id: 'o:b', origin: 'o' },
    tests: { build_id: 'o:b', id: 'o:t', origin: 'o' },
    issues: { id: 'o:i', version: 1, origin: 'o' },
    incidents: { id: 'o:n', origin: 'o', issue_id: 'o:i', issue_version: 1 },
  },
  3: {
    revisions: { id: hash, origin: 'o' },
    builds: { revision_id: hash, id: 'o:b', origin: 'o' },
    tests: { build_id: 'o:b', id: 'o:t', origin: 'o' },
  },
  2: {
    revisions: { id: 'o:x' },
    builds: { revision_id: 'o:x', id: 'o:b' },
    tests: { build_id: 'o:b', id: 'o:t' },
  },
  1: {
    revisions: { origin: 'o', origin_id: 'x' },
    builds: { origin: 'o', origin_id: 'b', revision_origin: 'o', revision_origin_id: 'x' },
    tests: { origin: 'o', origin_id: 't', build_origin: 'o', build_origin_id: 'b' },
  },
}

function accepts(version: FormatVersion, table: string, properties: object): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const item = { ...smallest[major === 4 ? 5 : major]?.[table], ...properties }
  return validate({ version: { major, minor }, [table]: [item] }, version).length === 0
}

const versionsThatAccept = (table: string, properties: object) =>
  formatVersions.filter((version) => accepts(version, table, properties)).join(' ')

const from = (first: FormatVersion, last: FormatVersion = '5.3') =>
  formatVersions.slice(formatVersions.indexOf(first), formatVersions.indexOf(last) + 1).join(' ')

describe('the versions of the format (submission-format.md 3.1)', () => {
  it.each<[string, object, string]>([
    ['checkouts', {}, from('4.0')],
    ['revisions', {}, from('1.1', '3.0')],
    ['issues', {}, from('4.1')],
    ['incidents', {}, from('4.1')],
    ['builds', {}, from('1.1')],
    ['tests', {}, from('1.1')],

    ['tests', { input_files: [] }, from('5.3')],
    ['issues', { categories: [] }, from('5.2')],
    ['checkouts', { origin_builds_finish_time: time }, from('5.1')],
    ['checkouts', { origin_tests_finish_time: time }, from('5.1')],

    ['builds', { status: 'PASS' }, from('5.0')],
    ['builds', { valid: true }, from('1.1', '4.5')],
    ['tests', { waived: true }, from('1.1', '4.5')],
    ['checkouts', { contacts: ['a'] }, from('4.0', '4.5')],
    ['issues', { build_valid: true }, from('4.1', '4.5')],
    ['issues', { test_status: 'PASS' }, from('4.1', '4.5')],
    ['checkouts', { git_repository_url: 'git://a' }, from('4.0', '4.5')],
    ['tests', { path: '.a..b.' }, from('1.1', '4.5')],
    ['checkouts', { tree_name: '\0' }, from('4.0', '4.5')],
    ['checkouts', { log_excerpt: '\0' }, from('4.0', '4.5')],
    ['checkouts', { id: 'o:\0' }, from('4.0', '4.5')],
    ['checkouts', { id: 'o:\n' }, from('5.0')],
    ['builds', { output_files: [{ name: '\0', url: 'a:b' }] }, from('1.1', '4.5')],

    ['checkouts', { git_commit_tags: ['a'] }, from('4.5')],
    ['checkouts', { git_commit_message: 'a' }, from('4.5')],
    ['checkouts', { git_repository_branch_tip: true }, from('4.5')],
    ['tests', { number: { value: 1 } }, from('4.4')],
    ['tests', { environment: { compatible: ['a'] } }, from('4.4')],
    ['tests', { environment: { compatible: ['\0'] } }, from('4.4', '4.5')],
    ['tests', { environment: { compatible: [''] } }, ''],
    ['tests', { environment: { compatible: ['a b'] } }, ''],
    ['tests', { environment: { compatible: ['a,,b', ','] } }, from('4.4')],
    ['checkouts', { _timestamp: time }, from('4.3')],
    ['builds', { _timestamp: time }, from('4.3')],
    ['tests', { _timestamp: time }, from('4.3')],
    ['issues', { _timestamp: time }, from('4.3')],
    ['incidents', { _timestamp: time }, from('4.3')],
    ['tests', { status: 'MISS' }, from('4.2')],
    ['issues', { test_status: 'MISS' }, from('4.2', '4.5')],
    ['tests', { status: 'SKIP' }, from('1.1')],

    ['builds', { comment: 'a' }, from('4.0')],
    ['builds', { description: 'a' }, from('1.1', '3.0')],
    ['builds', { log_excerpt: 'a' }, from('4.0')],
    ['tests', { comment: 'a' }, from('4.0')],
    ['tests', { description: 'a' }, from('1.1', '3.0')],
    ['tests', { environment: { comment: 'a' } }, from('4.0')],
    ['tests', { environment: { description: 'a' } }, from('1.1', '3.0')],
    ['tests', { log_url: 'a:b' }, from('4.0')],
    ['tests', { log_excerpt: 'a' }, from('4.0')],
    ['revisions', { description: 'a', publishing_time: time }, from('1.1', '3.0')],
    ['revisions', { discovery_time: time, contacts: ['a'], valid: true }, from('1.1', '3.0')],
    ['revisions', { patch_mboxes: [{ name: 'a', url: 'b:c' }] }, from('1.1', '3.0')],
    ['revisions', { id: `${hash}+${'b'.repeat(64)}` }, '3.0'],
    ['revisions', { id: `${hash}+` }, ''],
    ['builds', { revision_id: 'o:x' }, '2.0'],

    ['revisions', { tree_name: 'a' }, '3.0'],
    ['revisions', { git_commit_hash: hash, git_commit_name: 'a' }, '3.0'],
    ['revisions', { git_repository_commit_hash: hash }, from('1.1', '2.0')],
    ['revisions', { git_repository_commit_name: 'a' }, from('1.1', '2.0')],
    ['revisions', { git_repository_url: 'ssh://a' }, from('1.1', '2.0')],
    ['revisions', { git_repository_url: 'git://a' }, from('1.1', '3.0')],
    ['tests', { origin: 'x' }, `1.1 ${from('3.0')}`],
    ['tests', { origin: '' }, '1.1'],
    ['tests', { id: 'x' }, ''],
    ['builds', { output_files: [{ name: 'a/b', url: 'a:b' }] }, '1.1'],
    ['builds', { output_files: [{ name: '', url: 'a:b' }] }, '1.1'],
  ])('%s with %j are accepted by exactly the right ones', (table, properties, expected) => {
    expect(versionsThatAccept(table, properties)).toBe(expected)
  })

  it('lets only 1.1 call itself "1"', () => {
    const accepting = formatVersions.filter(
      (version) => validate({ version: '1' }, version).length === 0,
    )
    expect(accepting).toEqual(['1.1'])
  })

  it('lets a version call itself by its own or an older minor', () => {
    const accepting = (minor: number) =>
      formatVersions.filter(
        (version) => validate({ version: { major: 4, minor } }, version).length === 0,
      )
    expect(accepting(3)).toEqual(['4.3', '4.4', '4.5'])
  })
})
