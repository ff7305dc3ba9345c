import { type Address, mailboxOf } from './address.ts'

/** Gets every report that goes to the lists (notifications.md 0.1). */
export const resultsList: Address = { name: '', address: 'kernelci-results@groups.io' }

/** Gets answers to what goes to the lists. */
export const discussionList: Address = { name: '', address: 'kernelci@lists.linux.dev' }

/** Gets regressions of trees that it tracks. */
export const regressionsList: Address = { name: '', address: 'regressions@lists.linux.dev' }

const trackedTrees = new Set(['mainline', 'next', 'stable'])

/** Exactly these names, in these letters (notifications.md 0.1). */
export function isTracked(treeName: string | null | undefined): boolean {
  return treeName !== null && treeName !== undefined && trackedTrees.has(treeName)
}

/** What lore.kernel.org keeps, and where robots read tags (notifications.md 1.8). */
export function isArchived(address: Address): boolean {
  return /@(?:lists\.linux\.dev|vger\.kernel\.org)$/.test(mailboxOf(address))
}

/** Hosts of lists that do not begin with `lists.` or `list.` */
const listHosts = new Set(['groups.io', 'googlegroups.com', 'vger.kernel.org', 'freelists.org'])

/** Many people, a moderator, and no HTML: known by its host. */
export function isList(address: Address): boolean {
  const host = mailboxOf(address).split('@').at(-1) ?? ''
  return /^lists?\./.test(host) || listHosts.has(host)
}
