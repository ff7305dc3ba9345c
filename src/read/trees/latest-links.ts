import type { LatestCheckout } from './latest.ts'

/** Where the details of a checkout are, relative to the server (trees.md 7.2). */
export type LatestLinks = { api_url: string; old_api_url: string }

/** The links that the answer about a tree's newest checkout carries. */
export function latestLinks(checkout: LatestCheckout): LatestLinks {
  const { tree_name, git_repository_branch, git_commit_hash, git_repository_url, origin } = checkout
  const path = [tree_name, git_repository_branch, git_commit_hash].map(encodePath).join('/')
  return {
    api_url: `/api/tree/${path}/full?${encodeQuery({ origin })}`,
    old_api_url: `/api/tree/${encodePath(git_commit_hash)}/full?${encodeQuery({
      origin,
      // the reference writes a missing url this way, and clients pass it on
      git_url: git_repository_url ?? 'None',
      git_branch: git_repository_branch,
    })}`,
  }
}

/** What RFC 3986 allows in a path although `encodeURIComponent` escapes it. */
const legalInPath = /%(?:24|26|2B|2C|2F|3A|3B|3D|40)/g

/** Percent-encodes a path; slashes stay. */
function encodePath(text: string): string {
  return encodeURIComponent(text).replace(legalInPath, decodeURIComponent)
}

/** Form-encodes a query: blanks become `+`, and only letters, digits and `_.-~` stay. */
function encodeQuery(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeFormValue(value)}`)
    .join('&')
}

function encodeFormValue(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}
