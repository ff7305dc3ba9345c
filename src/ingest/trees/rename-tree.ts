import type pg from 'pg'
import { rollUpBatch } from '../../rollup/batch/roll-up-batch.ts'
import { ensureRollupSession } from '../../rollup/session/temp-tables.ts'
import { notedCheckoutColumns, noteCheckoutsSql } from '../../rollup/batch/note-rows.ts'
import { withLongSession } from '../../store/app/connection/long-session.ts'
import { inTransaction } from '../../store/app/transaction.ts'
import { takeWriterLock } from '../../store/app/locks/writer-lock.ts'
import type { TreeSelection } from './trees-of-name.ts'

export type TreeRename = {
  /** How many have another name now. */
  checkouts: number
  /** The number of every scope that was touched, those of both names among them; null when nothing was. */
  version: number | null
}

const returned = notedCheckoutColumns.map((column) => `stored.${column}`).join(', ')

/** Renames, and notes what the checkouts were before; null in place of a condition means any. */
const renameSql = `
  with merged as (
    update checkouts as stored set tree_name = $1
    where tree_name = $2
      and ($3::text is null or origin = $3)
      and ($4::text is null or git_repository_url = $4)
      and ($5::text is null or git_repository_branch = $5)
    returning ${returned}
  )
  ${noteCheckoutsSql('merged c')}`

/**
 * Gives the stored checkouts of a tree another name, and moves all sums and versions with them, in one
 * transaction: afterwards it is as if the tree had had that name from the start, and no row of the old
 * one is left (ingestion.md O-16). Where a tree of the new name is there already the two become one.
 *
 * What is sent again keeps the new name, because a stored value wins; checkouts that arrive later come
 * as they are submitted, or as a trees file says.
 *
 * @param name of the tree from now on; not empty
 */
export async function renameTree(
  pool: pg.Pool,
  { name: oldName, origin, url, branch }: TreeSelection,
  name: string,
  signal?: AbortSignal,
): Promise<TreeRename> {
  const parameters = [name, oldName, origin, url, branch].map((value) => value ?? null)
  return withLongSession(pool, signal, async (client) => {
    await ensureRollupSession(client)
    return inTransaction(client, 'read committed', async () => {
      await takeWriterLock(client)
      const { rowCount } = await client.query(renameSql, parameters)
      const checkouts = rowCount ?? 0
      if (checkouts === 0) return { checkouts, version: null }
      const { version } = await rollUpBatch(client)
      return { checkouts, version }
    })
  })
}
