import http from 'k6/http'
import { entries } from './entries.ts'

/** What the journeys ask about: found once, so that they work on any data. */
export type Target = {
  /** `http://host:port`, without a slash at its end. */
  readonly base: string
  readonly origin: string
  /** Two heads of trees, or one, as the listing gives them. */
  readonly heads: readonly Head[]
  /** A platform that has tests in the window. */
  readonly hardware: string
  /** Seconds since 1970. */
  readonly window: { readonly start: number; readonly end: number }
}

export type Head = {
  readonly tree: string
  readonly branch: string
  readonly url: string
  readonly commit: string
}

const days = 7
const secondsOfDay = 86_400

/** Looks for heads and hardware of the last days; a server without any cannot be measured. */
export function findTarget(base: string, origin: string): Target {
  const end = Math.floor(Date.now() / 1000)
  const window = { start: end - days * secondsOfDay, end }
  const heads = listOf(`${base}/api/tree/?origin=${encodeURIComponent(origin)}`)
    .filter((row) => row['tree_name'] !== null && row['git_repository_branch'] !== null)
    .slice(0, 2)
    .map((row) => ({
      tree: String(row['tree_name']),
      branch: String(row['git_repository_branch']),
      url: String(row['git_repository_url']),
      commit: String(row['git_commit_hash']),
    }))
  const span = `startTimestampInSeconds=${window.start}&endTimestampInSeconds=${window.end}`
  const [hardware] = listOf(
    `${base}/api/hardware/?${span}&origin=${encodeURIComponent(origin)}`,
    'hardware',
  )
  const platform = hardware?.['platform']
  if (heads.length === 0 || typeof platform !== 'string') {
    throw new Error(
      `${base} has no trees or no hardware of origin ${origin} in the last ${days} days`,
    )
  }
  return { base, origin, heads, hardware: platform, window }
}

function listOf(address: string, member?: string): Record<string, unknown>[] {
  const response = http.get(address, { tags: { name: 'setup' } })
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}`)
  return entries(response.json(), member)
}
