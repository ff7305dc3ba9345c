/** What a status report tells, for the ledger: a commit of a branch, and which part of its results. */
export type ToldStatus = {
  readonly treeName: string | null
  readonly url: string
  readonly branch: string
  readonly origin: string
  readonly commit: string
  /** Sorted; `%` for all. */
  readonly paths: readonly string[]
  /** Sorted; empty for all, as in the ledger of the reference, which knows of none. */
  readonly platforms?: readonly string[]
  readonly severity?: string
}

/**
 * The key of a status report in the ledger, one for each report, so that one that was told keeps no other one
 * from its readers (notifications.md O-23). The same report has the same key, whoever reads it.
 */
export function statusItem(told: ToldStatus): string {
  const { treeName, url, branch, origin, commit, paths, platforms = [], severity = 'test' } = told
  const narrowed = platforms.length === 0 && severity === 'test' ? [] : [platforms, severity]
  return JSON.stringify([treeName, branch, url, origin, paths, commit, ...narrowed])
}
