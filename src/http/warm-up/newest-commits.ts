/** The page of a commit, by tree, branch and hash. */
const commitPage = /^\/api\/tree\/([^/?]+)\/([^/?]+)\/([^/?]+)\/([a-z]+)\?(.*)$/

const separator = '\n'

/** The newest commits, by origin, tree and branch. */
export type Heads = ReadonlyMap<string, string>

/**
 * The newest commits that a listing of trees shows; none of what is no such listing. Where several repositories have
 * a tree and branch of the same name, the first, which is the newest.
 */
export function headsOf(listing: unknown): Heads {
  const heads = new Map<string, string>()
  if (!Array.isArray(listing)) return heads
  for (const row of listing as Record<string, unknown>[]) {
    const names = [row['origin'], row['tree_name'], row['git_repository_branch']].map(text)
    const [key, hash] = [names.join(separator), text(row['git_commit_hash'])]
    // a page is named by all of them
    if (hash !== '' && !names.includes('') && !heads.has(key)) heads.set(key, hash)
  }
  return heads
}

/** The summaries of these commits, as the page of a tree asks for them. */
export function summariesOf(heads: Heads): string[] {
  return [...heads].map(([key, hash]) => {
    const [origin = '', ...branch] = key.split(separator)
    const path = [...branch, hash].map(encodeURIComponent).join('/')
    return `/api/tree/${path}/summary?${new URLSearchParams({ origin }).toString()}`
  })
}

/** The same page of the newest commit of its branch; null for what is no such page, or is of the newest. */
export function atHead(target: string, heads: Heads): string | null {
  const [, tree = '', branch = '', hash = '', view = '', query = ''] = commitPage.exec(target) ?? []
  if (hash === '') return null
  const origin = new URLSearchParams(query).get('origin') ?? ''
  const head = heads.get([origin, decoded(tree), decoded(branch)].join(separator))
  if (head === undefined || head === hash) return null
  return `/api/tree/${tree}/${branch}/${head}/${view}?${query}`
}

/** Empty for what cannot be read: no branch is named so. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
