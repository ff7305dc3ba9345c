import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { regressedBranch, regressedUrl } from '../../../src/testing/rows/regressed-branch.ts'
import type { SubmittedRows } from '../../../src/testing/rows/staged-rows.ts'

const vendorUrl = 'https://git.example.org/vendor.git'

const vendorCheckout = (day: string, start_time: string) => ({
  id: `microsoft:${day}`,
  origin: 'microsoft',
  tree_name: 'vendor',
  git_repository_url: vendorUrl,
  git_repository_branch: 'main',
  git_commit_hash: `commit-of-${day}`,
  start_time,
  _timestamp: start_time,
})

/** Six days of a branch that breaks on the fourth, two commits of another origin, and an issue of Sunday. */
export const rowsOfWeek: readonly SubmittedRows[] = [
  regressedBranch,
  {
    checkouts: [
      vendorCheckout('tuesday', '2026-02-03T06:00:00Z'),
      vendorCheckout('thursday', '2026-02-05T06:00:00Z'),
    ],
    issues: [
      {
        id: 'maestro:late',
        version: 1,
        origin: 'maestro',
        comment: 'Oops in bar_remove',
        _timestamp: '2026-02-08T10:30:00Z',
      },
    ],
    incidents: [
      {
        id: 'maestro:late-1',
        origin: 'maestro',
        issue_id: 'maestro:late',
        issue_version: 1,
        test_id: 'maestro:t6-board-7',
        _timestamp: '2026-02-08T10:30:00Z',
      },
    ],
  },
]

/** Who wants to hear of it. */
export function writeSubscriptions(dataDir: string): void {
  const folder = join(dataDir, 'notifications/subscriptions')
  mkdirSync(folder, { recursive: true })
  const files = {
    'mainline.yaml': {
      mainline: {
        url: regressedUrl,
        default_recipients: ['net@example.org'],
        reports: [{ all: null, branch: 'master' }],
      },
    },
    'vendor.yaml': {
      vendor: {
        url: vendorUrl,
        default_recipients: ['vendor@example.org'],
        reports: [{ all: null, branch: 'main', origin: 'microsoft', always: true }],
      },
    },
    'boards_hardware.yaml': {
      'board-7': {
        labs: { 'lab-alpha': 'https://lava.example.org' },
        default_recipients: ['boards@example.org'],
      },
    },
  }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(content))
  }
}
