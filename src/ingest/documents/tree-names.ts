import type { JsonObject } from '../../platform/json/json-object.ts'

/**
 * Gives every checkout whose `git_repository_url` is exactly a key of the map the tree name that
 * belongs to it, in place, whatever the submitter called the tree (ingestion.md 2.9).
 *
 * @param treeNames git repository URL → tree name
 */
export function standardiseTreeNames(
  checkouts: readonly JsonObject[],
  treeNames: ReadonlyMap<string, string>,
): void {
  if (treeNames.size === 0) return
  for (const checkout of checkouts) {
    const url = checkout['git_repository_url']
    const name = typeof url === 'string' ? treeNames.get(url) : undefined
    if (name !== undefined) checkout['tree_name'] = name
  }
}
