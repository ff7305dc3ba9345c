/**
 * Links into the dashboard (notifications.md 1.9). Ids, names of trees and branches are whatever submitters
 * call them, so each is one encoded segment (notifications.md O-30).
 */

/** The page of an issue, of its newest version or of a given one. */
export function issueLink(dashboard: string, id: string, version?: number): string {
  const page = `${dashboard}/issue/${segment(id)}`
  return version === undefined ? page : `${page}?iv=${version}`
}

/** The page of an issue, for texts where links should be short. */
export function shortIssueLink(dashboard: string, id: string): string {
  return `${dashboard}/i/${segment(id)}`
}

/** The page of a build. */
export function buildLink(dashboard: string, id: string): string {
  return `${dashboard}/build/${segment(id)}`
}

/** The page of a test or boot. */
export function testLink(dashboard: string, id: string): string {
  return `${dashboard}/test/${segment(id)}`
}

/** The page of a test or boot, for texts where links should be short. */
export function shortTestLink(dashboard: string, id: string): string {
  return `${dashboard}/t/${segment(id)}`
}

/** The page of a hardware, as tests of an origin ran on it. */
export function hardwareLink(dashboard: string, id: string, origin: string): string {
  return `${dashboard}/hardware/${segment(id)}?${new URLSearchParams({ o: origin })}`
}

/** A commit of a branch as one origin saw it. */
export type LinkedCheckout = {
  readonly tree: string
  readonly branch: string
  readonly commit: string
  readonly origin: string
}

/** The page of a commit; the dashboard shows what `maestro` saw unless it is told of another origin. */
export function checkoutLink(dashboard: string, checkout: LinkedCheckout): string {
  const { tree, branch, commit, origin } = checkout
  const page = `${dashboard}/c/${[tree, branch, commit].map(segment).join('/')}/`
  return origin === 'maestro' ? page : `${page}?${new URLSearchParams({ o: origin })}`
}

/** The copy of a mail in the archive of the kernel lists; `messageId` with its angle brackets. */
export function archiveLink(messageId: string): string {
  return `https://lore.kernel.org/all/${messageId.replace(/^<(.*)>$/, '$1')}/`
}

/** Colon and at sign may stand in a segment, and ids with an origin read better so (RFC 3986 3.3). */
function segment(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('%3A', ':').replaceAll('%40', '@')
}
