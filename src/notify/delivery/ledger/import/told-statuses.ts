import type { Transaction } from 'kysely'
import { sortedTexts } from '../../../../domain/code-point-order.ts'
import type { Database } from '../../../../store/app/schema/database-types.ts'
import { statusItem } from '../../../reports/status/status-item.ts'
import { type LikePattern, likePattern } from '../../../subscriptions/like-pattern.ts'
import type { LedgerRow } from './ledger-file.ts'
import type { ImportedItem } from './note-imported.ts'
import { isKeepable, writtenInstant } from './written-values.ts'
import { writtenList } from './written-list.ts'
import { anyOf } from '../../../../store/app/values/any-of.ts'

type Row = LedgerRow<'notifications_checkout'>

/** Why nothing can be made of a row of `notifications_checkout`. */
export type LeftOut = 'of no branch' | 'no commit' | 'unreadable'

export type ToldStatuses = {
  readonly told: readonly ImportedItem[]
  readonly leftOut: readonly LeftOut[]
}

/** What very old rows have for a branch and a URL (notifications.md 3.1, O-45). */
const placeholder = 'none'

/** Of subscriptions that name none, and of rows that are older than the column (notifications.md 0.1). */
const usualOrigin = 'maestro'

/**
 * What rows of `notifications_checkout` say (notifications.md 3.1). They name a checkout where our ledger has name
 * of the tree and commit, so both are looked up.
 */
export async function toldStatuses(
  tx: Transaction<Database>,
  rows: readonly Row[],
): Promise<ToldStatuses> {
  const commits = await commitsOf(tx, rows.map((row) => row.checkout_id).filter(isKeepable))
  const told: ImportedItem[] = []
  const leftOut: LeftOut[] = []
  for (const row of rows) {
    const item = itemOf(row, commits)
    if (typeof item === 'string') leftOut.push(item)
    else told.push(item)
  }
  return { told, leftOut }
}

type Commit = { readonly treeName: string | null; readonly hash: string }

async function commitsOf(
  tx: Transaction<Database>,
  checkoutIds: readonly string[],
): Promise<Map<string, Commit>> {
  const checkouts = await tx
    .selectFrom('checkouts')
    .select(['id', 'tree_name', 'git_commit_hash'])
    .where('id', '=', anyOf(checkoutIds))
    .where('git_commit_hash', 'is not', null)
    .$narrowType<{ git_commit_hash: string }>()
    .execute()
  return new Map(
    checkouts.map(({ id, tree_name: treeName, git_commit_hash: hash }) => [id, { treeName, hash }]),
  )
}

function itemOf(row: Row, commits: ReadonlyMap<string, Commit>): ImportedItem | LeftOut {
  const { checkout_id: checkoutId, git_repository_branch: branch, git_repository_url: url } = row
  if (branch === placeholder || url === placeholder) return 'of no branch'
  const paths = pathsOf(row.path)
  if (!isKeepable(checkoutId) || branch === null || url === null || paths === undefined) {
    return 'unreadable'
  }
  const commit = commits.get(checkoutId)
  if (commit === undefined) return 'no commit'
  const { treeName, hash } = commit
  const origin = row.origin ?? usualOrigin
  return {
    item: statusItem({ treeName, url, branch, origin, commit: hash, paths }),
    toldAt: writtenInstant(row.notification_sent),
  }
}

/**
 * As a subscription that was told has them: sorted, `%` for none. A text that is no list is one pattern
 * (notifications.md O-14); undefined for a list that is none.
 */
function pathsOf(written: string | null): LikePattern[] | undefined {
  if (written === null || written === '') return ['%']
  const texts = written.startsWith('[') ? writtenList(written) : [written]
  if (texts === undefined) return undefined
  return texts.length === 0 ? ['%'] : sortedTexts(texts.map(likePattern))
}
