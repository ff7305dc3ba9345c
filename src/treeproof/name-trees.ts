import { isOneLine } from '../platform/text/one-line.ts'
import { nameFromUrl } from './name-from-url.ts'

/** A repository under a name that a submitter gave it. */
export type SubmittedTree = { name: string | null; url: string }

/** Name of a tree → git repository URL; neither stands in it twice. */
export type TreeNames = Map<string, string>

/**
 * Gives each repository one name: the submitted one, or one made of the address where that is missing or taken
 * (reference/operations.md 1.9). The first of a list wins, so its order decides.
 *
 * @param onNameless told of addresses that tell no name
 */
export function nameTrees(
  trees: readonly SubmittedTree[],
  onNameless: (url: string) => void,
): TreeNames {
  const names: TreeNames = new Map()
  const named = new Set<string>()
  /** The last name that was given for one that was wanted: of 16,000 alike counting from the first took minutes. */
  const given = new Map<string, string>()
  for (const { name, url } of trees) {
    if (named.has(url)) continue
    const isOwn = name !== null && name !== '' && isOneLine(name) && !names.has(name)
    const wanted = isOwn ? name : nameFromUrl(url)
    if (wanted === null || !isOneLine(wanted)) {
      onNameless(url)
      continue
    }
    const free = freeName(given.get(wanted) ?? wanted, names)
    names.set(free, url)
    given.set(wanted, free)
    named.add(url)
  }
  return names
}

/** Counts up until nobody has the name: another repository must not lose its own (ingestion.md O-67). */
function freeName(wanted: string, names: TreeNames): string {
  let name = wanted
  while (names.has(name)) {
    const [, stem = name, number] = /^(.*)-(\d{1,9})$/s.exec(name) ?? []
    name = `${stem}-${number === undefined ? 1 : Number(number) + 1}`
  }
  return name
}

/** All of the first, and of each other what has neither a name nor an address of those before. */
export function mergeNames(first: TreeNames, ...others: readonly TreeNames[]): TreeNames {
  const merged: TreeNames = new Map(first)
  const urls = new Set(first.values())
  for (const names of others) {
    for (const [name, url] of names) {
      if (merged.has(name) || urls.has(url)) continue
      merged.set(name, url)
      urls.add(url)
    }
  }
  return merged
}
