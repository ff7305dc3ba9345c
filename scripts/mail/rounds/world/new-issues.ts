import type pg from 'pg'
import { writeRows } from '../../../../src/testing/rows/write-rows.ts'

const origin = 'maestro'
const buildId = 'maestro:broken'

/** A build that all issues of the rounds break. */
export async function writeBrokenBuild(pool: pg.Pool): Promise<void> {
  const start_time = new Date().toISOString()
  await writeRows(pool, {
    checkouts: [
      {
        id: 'maestro:checkout',
        origin,
        tree_name: 'rounds',
        git_repository_url: 'https://git.example.org/rounds.git',
        git_repository_branch: 'main',
        git_commit_hash: 'rounds',
        start_time,
        _timestamp: start_time,
      },
    ],
    builds: [
      {
        id: buildId,
        origin,
        checkout_id: 'maestro:checkout',
        status: 'FAIL',
        config_name: 'defconfig',
        architecture: 'arm64',
        compiler: 'gcc-14',
        start_time,
        _timestamp: start_time,
      },
    ],
  })
}

/** An issue that a digest and a regression report have to tell of. */
export async function writeNewIssue(pool: pg.Pool, id: string): Promise<void> {
  const _timestamp = new Date().toISOString()
  await writeRows(pool, {
    issues: [{ id, version: 1, origin, comment: `it broke in ${id}`, _timestamp }],
    incidents: [
      { id: `${id}:1`, origin, issue_id: id, issue_version: 1, build_id: buildId, _timestamp },
    ],
  })
}
