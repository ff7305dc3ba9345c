import { ask, part } from '../ask.ts'
import { entries } from '../entries.ts'
import type { Head, Target } from '../target.ts'

/** The first page of the dashboard, for two origins. */
export function treeListing(target: Target): void {
  ask(target, 'tree listing', '/api/tree/')
  ask(target, 'tree listing', `/api/tree/?origin=${part(target.origin)}`)
}

/** The newest checkout of a tree, and the page that its answer leads to. */
export function treeDetails(target: Target): void {
  for (const head of target.heads) {
    const latest = ask(target, 'tree latest', latestPath(head, target.origin))
    const address = (latest as { api_url?: string } | undefined)?.api_url
    if (address !== undefined) ask(target, 'tree details', pathOf(address))
  }
}

/** The graph of a tree: its newest checkout, then the commits before it. */
export function treeCommits(target: Target): void {
  for (const head of target.heads) {
    ask(target, 'tree latest', latestPath(head, target.origin))
    const commits = `/api/tree/${part(head.tree)}/${part(head.branch)}/${head.commit}/commits`
    ask(target, 'tree commits', `${commits}?origin=${part(target.origin)}&${gitOf(head)}`)
  }
}

/** From a tree to one of its builds and its boots, and to the details of one of each. */
export function buildTestDetails(target: Target): void {
  const [head] = target.heads
  if (head === undefined) return
  ask(target, 'tree latest', latestPath(head, target.origin))
  const query = `origin=${part(target.origin)}&${gitOf(head)}`
  const builds = ask(target, 'tree builds', `/api/tree/${head.commit}/builds?${query}`)
  const [build] = entries(builds, 'builds')
  if (build !== undefined) {
    ask(target, 'build details', `/api/build/${part(String(build['id']))}`)
    ask(target, 'tests of a build', `/api/build/${part(String(build['id']))}/tests`)
  }
  const boots = ask(target, 'tree boots', `/api/tree/${head.commit}/boots?${query}`)
  const [boot] = entries(boots, 'bootHistory')
  if (boot !== undefined) ask(target, 'test details', `/api/test/${part(String(boot['id']))}`)
}

const latestPath = (head: Head, origin: string) =>
  `/api/tree/${part(head.tree)}/${part(head.branch)}?origin=${part(origin)}`

const gitOf = (head: Head) => `git_branch=${part(head.branch)}&git_url=${part(head.url)}`

/** Answers name other pages by whole addresses or by paths. */
const pathOf = (address: string) => address.replace(/^https?:\/\/[^/]+/, '')
