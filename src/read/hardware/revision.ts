import {
  type HardwareOfRevision,
  hardwareOfRevision,
} from '../../domain/hardware-listing/revision.ts'
import type { ReadDatabase } from '../database.ts'
import { loadBuilds } from '../details/load-builds.ts'
import { loadCells } from '../details/load-cells.ts'
import { allDimensions } from '../dictionaries/all-dimensions.ts'
import { inSnapshot } from '../snapshot.ts'
import { answerHangsOn } from '../versions/hangs-on.ts'
import { ofCheckout, ofRevision } from '../versions/scope.ts'

/** A commit as a branch of a repository has it, whoever fetched it. */
export type Revision = { treeName: string; url: string; branch: string; hash: string }

/** The hardware on which tests of an origin ran for a revision (hardware.md 9.3). */
export function readHardwareOfRevision(
  db: ReadDatabase,
  { treeName, url, branch, hash }: Revision,
  origin: string,
): Promise<HardwareOfRevision[]> {
  return inSnapshot(db, async (snapshot) => {
    const checkouts = await snapshot
      .selectFrom('checkouts')
      .select('id')
      .where('git_commit_hash', '=', hash)
      .where('tree_name', '=', treeName)
      .where('git_repository_url', '=', url)
      .where('git_repository_branch', '=', branch)
      .execute()
    const ids = checkouts.map(({ id }) => id)
    answerHangsOn([ofRevision(hash), ...ids.map(ofCheckout)])
    const builds = await loadBuilds(snapshot, ids)
    if (builds.length === 0) return []
    const dimensions = await allDimensions(snapshot)
    const ofOrigin = dimensions.filter((one) => one.origin === origin && one.platform !== null)
    const cells = await loadCells(
      snapshot,
      builds,
      ofOrigin.map(({ id }) => id),
    )
    return hardwareOfRevision(cells)
  })
}
