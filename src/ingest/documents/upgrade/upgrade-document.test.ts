import { describe, expect, it } from 'vitest'
import { validate } from '../validate.ts'
import { upgradeDocument } from './upgrade-document.ts'

const hash = 'a'.repeat(40)
const patchHash = 'b'.repeat(64)
const version = { major: 5, minor: 3 }

describe('upgradeDocument (submission-format.md 3.2)', () => {
  it('does the worked example of version 1.1', () => {
    const document = {
      version: '1',
      revisions: [
        {
          origin: 'o',
          origin_id: `${hash}+${patchHash}`,
          git_repository_commit_hash: hash,
          git_repository_commit_name: 'v6',
          patch_mboxes: [{ name: 'a/b/c', url: 'x:y' }],
          description: 'a revision',
          publishing_time: '2020-01-01T00:00:00Z',
          discovery_time: '2020-01-02T00:00:00Z',
          contacts: ['me'],
        },
      ],
      builds: [
        {
          origin: 'o',
          origin_id: '1',
          revision_origin: 'o',
          revision_origin_id: hash,
          description: 'a build',
          input_files: [{ name: '/', url: 'x:y' }],
          output_files: [{ name: 'a/b', url: 'x:y' }],
          valid: false,
        },
      ],
      tests: [
        {
          origin: 'o',
          origin_id: 't',
          build_origin: 'o',
          build_origin_id: '1',
          description: 'a test',
          environment: { description: 'a board', misc: {} },
          output_files: [{ name: 'x/y', url: 'x:y' }],
          waived: true,
        },
      ],
    }
    expect(validate(document, '1.1')).toEqual([])
    upgradeDocument(document, '1.1')
    expect(document).toEqual({
      version,
      checkouts: [
        {
          id: `_:o:${hash}+${patchHash}`,
          origin: 'o',
          git_commit_hash: hash,
          git_commit_name: 'v6',
          patchset_hash: patchHash,
          patchset_files: [{ name: 'a_b_c', url: 'x:y' }],
          comment: 'a revision',
          start_time: '2020-01-02T00:00:00Z',
        },
      ],
      builds: [
        {
          id: 'o:1',
          origin: 'o',
          checkout_id: `_:o:${hash}`,
          comment: 'a build',
          input_files: [{ name: '_', url: 'x:y' }],
          output_files: [{ name: 'a_b', url: 'x:y' }],
          status: 'FAIL',
        },
      ],
      tests: [
        {
          id: 'o:t',
          origin: 'o',
          build_id: 'o:1',
          comment: 'a test',
          environment: { comment: 'a board', misc: {} },
          output_files: [{ name: 'x_y', url: 'x:y' }],
        },
      ],
      issues: [{ id: '_:waived', origin: '_', version: 1, comment: 'Test waived as unreliable' }],
      incidents: [
        {
          id: '_:waived:1:o:t',
          origin: '_',
          issue_id: '_:waived',
          issue_version: 1,
          test_id: 'o:t',
          present: true,
        },
      ],
    })
    expect(validate(document, '5.3')).toEqual([])
  })

  it('splits ids of 2.0 at the first colon', () => {
    const document = {
      version: { major: 2 },
      revisions: [{ id: `o:${hash}` }, { id: 'o:r:1' }],
      builds: [{ id: 'p:1:2', revision_id: `o:${hash}`, valid: true }],
      tests: [{ id: 'q:t', build_id: 'p:1:2', waived: false }],
    }
    expect(validate(document, '2.0')).toEqual([])
    upgradeDocument(document, '2.0')
    expect(document).toEqual({
      version,
      checkouts: [
        { id: `_:o:${hash}`, origin: 'o', patchset_hash: '' },
        { id: '_:o:r:1', origin: 'o', patchset_hash: '' },
      ],
      // the origin of the build, as the format says, although its revision has another
      builds: [{ id: 'p:1:2', origin: 'p', checkout_id: `_:p:${hash}`, status: 'PASS' }],
      tests: [{ id: 'q:t', origin: 'q', build_id: 'p:1:2' }],
    })
  })

  it('takes the patchset hash of 3.0 from between the pluses', () => {
    const document = { version: { major: 3 }, revisions: [{ id: 'a+b+c', origin: 'o' }] }
    upgradeDocument(document, '3.0')
    expect(document).toMatchObject({ checkouts: [{ id: '_:o:a+b+c', patchset_hash: 'b' }] })
  })

  it('adds one issue for all waived tests of 4.x, after those that are there', () => {
    const issue = { id: 'o:i', version: 1, origin: 'o', build_valid: true, test_status: 'FAIL' }
    const document = {
      version: { major: 4, minor: 5 },
      checkouts: [{ id: 'o:c', origin: 'o', contacts: [] }],
      builds: [{ id: 'o:b', checkout_id: 'o:c', origin: 'o' }],
      tests: ['o:1', 'o:2', 'o:3'].map((id, index) => ({
        id,
        build_id: 'o:b',
        origin: 'o',
        waived: index !== 1,
      })),
      issues: [issue],
      incidents: [],
    }
    expect(validate(document, '4.5')).toEqual([])
    upgradeDocument(document, '4.5')
    expect(document).toMatchObject({
      checkouts: [{ id: 'o:c', origin: 'o' }],
      builds: [{ id: 'o:b', checkout_id: 'o:c', origin: 'o' }],
      issues: [{ id: 'o:i' }, { id: '_:waived' }],
      incidents: [{ test_id: 'o:1' }, { test_id: 'o:3' }],
    })
    expect(validate(document, '5.3')).toEqual([])
  })

  it('only rewrites the version of 5.x, and creates nothing', () => {
    const document = { version: { major: 5 }, tests: [] }
    upgradeDocument(document, '5.0')
    expect(document).toEqual({ version, tests: [] })
    const old = { version: { major: 1, minor: 1 } }
    upgradeDocument(old, '1.1')
    expect(old).toEqual({ version })
  })
})
