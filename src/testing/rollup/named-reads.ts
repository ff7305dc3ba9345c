import { parseFilters } from '../../domain/filters/parse-filters.ts'
import type { ReadDatabase } from '../../read/database.ts'
import { readHistoryOfTrees } from '../../read/hardware/commit-history.ts'
import { readHardwareBuilds } from '../../read/hardware/details/builds.ts'
import { readHardwareSummary } from '../../read/hardware/details/summary.ts'
import { readHardwareOfRevision } from '../../read/hardware/revision.ts'
import { findIssueExtras } from '../../read/issues/find-issue-extras.ts'
import { findIssue } from '../../read/issues/find-issue.ts'
import { readStatusHistory } from '../../read/tests/status-history/read-status-history.ts'
import { compareBuilds } from '../../read/trees/compare/builds.ts'
import { compareCommits } from '../../read/trees/compare/summary.ts'
import { compareTests } from '../../read/trees/compare/tests.ts'
import { listCommits } from '../../read/trees/history/list-commits.ts'
import { findLatestCheckout } from '../../read/trees/latest.ts'
import { readHardwareFull, readHardwareTests } from '../http/whole-lists.ts'

/** A read of the worlds of `arbitraryBatches`, and what it is about. */
export type NamedRead = {
  about: 'comparison' | 'hardware' | 'history' | 'issue' | 'tree'
  name: string
  read: () => Promise<unknown>
}

const window = { from: '2025-06-30T00:00:00Z', until: '2025-07-03T00:00:00Z' }
const [origin, url, branch, treeName] = ['maestro', 'https://a/l.git', 'master', 'mainline']
const unfiltered = parseFilters(new URLSearchParams())
const items = { fullEnvironmentMisc: true }

/** All reads that say which scopes they hang on, but those of a commit. */
export function namedReads(db: ReadDatabase): NamedRead[] {
  return [
    ...ofComparisons(db),
    ...ofHardware(db),
    ...ofHistories(db),
    ...ofIssues(db),
    ...ofTrees(db),
  ]
}

function ofComparisons(db: ReadDatabase): NamedRead[] {
  const commits = { origin, treeName, branch, a: 'aa', b: 'bb' }
  const reads = {
    summary: () => compareCommits(db, commits),
    builds: () => compareBuilds(db, commits, unfiltered),
    boots: () => compareTests(db, 'boot', commits, unfiltered),
    tests: () => compareTests(db, 'test', commits, unfiltered),
  }
  return Object.entries(reads).map(([name, read]) => ({ about: 'comparison', name, read }))
}

/** Platforms, a compatible, and one that is both. */
function ofHardware(db: ReadDatabase): NamedRead[] {
  return ['p0', 'p1', 'x'].flatMap((hardwareId) => {
    const request = { hardwareId, origin, window, selectedCommits: {} }
    const reads = {
      summary: () => readHardwareSummary(db, request, unfiltered),
      full: () => readHardwareFull(db, request, unfiltered),
      builds: () => readHardwareBuilds(db, request, unfiltered),
      boots: () => readHardwareTests(db, 'boot', request, unfiltered, items),
      tests: () => readHardwareTests(db, 'test', request, unfiltered, items),
    }
    return Object.entries(reads).map(([name, read]) => ({
      about: 'hardware' as const,
      name: `${name} ${hardwareId}`,
      read,
    }))
  })
}

function ofHistories(db: ReadDatabase): NamedRead[] {
  const ends = {
    start: { startedUntil: window.until },
    arrival: { storedUntil: '2025-07-06T00:00:00Z' },
    timeless: {},
  }
  return ['boot', 'ltp.a'].flatMap((path) =>
    ['p0', 'p1', ''].flatMap((platform) =>
      Object.entries(ends).map(([name, end]) => ({
        about: 'history' as const,
        name: `${path} ${platform} ${name}`,
        read: () =>
          readStatusHistory(db, {
            line: { origin, url, branch, config: 'defconfig', path, platform },
            ...end,
            size: 3,
          }),
      })),
    ),
  )
}

function ofIssues(db: ReadDatabase): NamedRead[] {
  const details = ['i0', 'i1', '__proto__'].flatMap((id) =>
    [undefined, 1].map((version) => ({
      about: 'issue' as const,
      name: `${id} ${version}`,
      read: () => findIssue(db, id, version),
    })),
  )
  const both = [1, 2].map((version) => ({ id: 'i0', version }))
  const extras = async () => [...(await findIssueExtras(db, both))]
  return [...details, { about: 'issue', name: 'extras', read: extras }]
}

function ofTrees(db: ReadDatabase): NamedRead[] {
  const revision = { treeName, url, branch, hash: 'aa' }
  const reads = {
    latest: () => findLatestCheckout(db, { treeName, branch, origin }),
    'latest of a tag': () => findLatestCheckout(db, { treeName, branch, origin, commit: 'v6' }),
    commits: () => listCommits(db, { treeName, branch, origin }),
    'history of trees': () => readHistoryOfTrees(db, [revision], window),
    'hardware of a revision': () => readHardwareOfRevision(db, revision, origin),
  }
  return Object.entries(reads).map(([name, read]) => ({ about: 'tree', name, read }))
}
