import type { PlannedCheckout } from './plan.ts'
import type { Branch } from './branches.ts'
import { Random } from './random.ts'

/** A commit of a branch. */
export type Commit = {
  hash: string
  /** As `git describe` prints it. */
  name: string
  /** Not empty when the commit is a release. */
  tags: string[]
  message: string
}

const releasesPerWindow = 5
/** Names must not depend on the clock, so linux-next counts its days back from a fixed one. */
const newestNextDay = Date.UTC(2026, 0, 30)

/** The commit that a planned checkout checks out: the same for every origin that watches the branch. */
export function commitOf(
  seed: number,
  { branch, commitIndex, commits }: Pick<PlannedCheckout, 'branch' | 'commitIndex' | 'commits'>,
): Commit {
  const random = new Random(seed, 'commit', branch.url, branch.branch, commitIndex)
  const hash = random.hex(40)
  const { name, released } = describe(branch, commitIndex, commits, hash, random)
  return { hash, name, tags: released ? [name] : [], message: messageOf(random) }
}

function describe(
  { naming, release }: Branch,
  commitIndex: number,
  commits: number,
  hash: string,
  random: Random,
): { name: string; released: boolean } {
  if (naming === 'next') {
    const day = new Date(newestNextDay - commitIndex * 86_400_000)
    return { name: `next-${day.toISOString().slice(0, 10).replaceAll('-', '')}`, released: true }
  }
  const perRelease = Math.max(2, Math.ceil(commits / releasesPerWindow))
  const releasesBack = Math.floor(commitIndex / perRelease)
  const sinceRelease = perRelease - 1 - (commitIndex % perRelease)
  const base = naming === 'rc' ? `${release}-rc${7 - releasesBack}` : earlier(release, releasesBack)
  if (sinceRelease === 0) return { name: base, released: true }
  const distance = sinceRelease * 40 + random.integer(0, 39)
  return { name: `${base}-${distance}-g${hash.slice(0, 12)}`, released: false }
}

/** The stable release that came `back` releases before. */
function earlier(release: string, back: number): string {
  const dot = release.lastIndexOf('.')
  return `${release.slice(0, dot)}.${Number(release.slice(dot + 1)) - back}`
}

const areas = ['net', 'mm', 'drm/panel', 'arm64: dts', 'sched/fair', 'ASoC: codecs', 'btrfs', 'spi']
const deeds = ['fix a leak of', 'initialise', 'bound the size of', 'drop the unused', 'lock around']
const objects = ['the probe path', 'ring buffers', 'the clock tree', 'error paths', 'suspend state']
const people = ['Ada Quill', 'Tomas Berg', 'Mei Tanaka', 'Ravi Okafor', 'Lena Hart']

function messageOf(random: Random): string {
  const author = random.pick(people)
  const address = `${author.toLowerCase().replace(' ', '.')}@example.org`
  const subject = `${random.pick(areas)}: ${random.pick(deeds)} ${random.pick(objects)}`
  return `${subject}\n\nSeen on a board in the lab.\n\nSigned-off-by: ${author} <${address}>`
}
