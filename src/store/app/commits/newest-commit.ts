/** The newest commit, as a session sees it. */
export type NewestCommit = {
  /** Its number (rollup.md 7). */
  number: number
  /** The database and the table that count it: the same in a replica, another one where data was replaced. */
  place: string
  /**
   * When the server was started on which it was counted, in seconds since 1970; empty where nobody has said. Files that are brought
   * back have numbers that come again, and are brought back while the server stands still: what was
   * counted after them is counted under another start.
   */
  countedUnder: string
}

/** Asks a session for its newest commit; `newestCommit` reads what it answers. */
export const newestCommitSql = `
  select changed as number,
    (select oid from pg_database where datname = current_database()) || ':' ||
      pg_relation_filenode('scope_version') as place,
    coalesce(extract(epoch from counted_under)::text, '') as under
  from scope_version where kind = 'global' and key = ''`

/** @throws Error where versions are not counted */
export function newestCommit(rows: readonly unknown[]): NewestCommit {
  const [row] = rows as readonly { number: string | number; place: string; under: string }[]
  if (row === undefined) throw new Error('scope_version has no row global')
  return { number: Number(row.number), place: row.place, countedUnder: row.under }
}

/**
 * Which data a number belongs to: of another cluster, or another line of its history, it says nothing. The first commit after a server
 * was started begins another one.
 */
export function datasetOf(cluster: string, { place, countedUnder }: NewestCommit): string {
  return `${cluster}:${countedUnder}:${place}`
}

/** A commit of a dataset. */
export type KnownCommit = { readonly number: number; readonly dataset: string }

/** Whether a session shows a commit already. Clusters are compared by whoever connects to one. */
export function shows(seen: NewestCommit, wanted: KnownCommit): boolean {
  return wanted.dataset.endsWith(`:${seen.place}`) && seen.number >= wanted.number
}
