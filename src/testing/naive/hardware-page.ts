import type { HardwareRequest } from '../../read/hardware/details/hardware-request.ts'
import type { TimeWindow } from '../../domain/time-window.ts'
import type { RawRows } from '../rollup/raw-rows.ts'

type Checkout = RawRows['checkouts'][number]
type Build = RawRows['builds'][number]
type Test = RawRows['tests'][number]

/** What ran: builds without dummies, each once. */
export type NaiveResults = { builds: Build[]; boots: Test[]; tests: Test[] }

/** A tree of a page: its head, and what ran of the head and of the commit that is shown. */
export type NaiveTree = {
  head: Checkout
  isSelected: boolean
  ofHead: NaiveResults
  ofShown: NaiveResults
}

/**
 * The trees of a page of hardware, hardware.md 6 and 7.1 read once more: row by row and without regard to cost. Shares no rule
 * with the readers. A tree that is selected by an empty text is shown at its head.
 */
export function naiveHardwarePage(rows: RawRows, request: HardwareRequest): NaiveTree[] {
  const { hardwareId, origin, window, selectedCommits } = request
  const onHardware = rows.tests.filter((test) => test.origin === origin && ranOn(test, hardwareId))
  const buildOf = ({ build_id }: Test) => rows.builds.find(({ id }) => id === build_id)
  const resultsAt = ({ origin: _, ...head }: Checkout, hash: string | null): NaiveResults => {
    const checkouts = rows.checkouts.filter(
      (one) => hash !== null && one.git_commit_hash === hash && treeOf(one) === treeOf(head),
    )
    const ran = onHardware.filter(
      (test) =>
        isWithin(window, test.start_time) &&
        checkouts.some(({ id }) => id === buildOf(test)?.checkout_id),
    )
    return resultsOf(
      ran,
      rows.builds.filter(({ id }) => ran.some(({ build_id }) => build_id === id)),
    )
  }
  const isEverySelected = Object.keys(selectedCommits).length === 0
  const isTested = ({ id }: Checkout) =>
    onHardware.some((test) => buildOf(test)?.checkout_id === id)
  return headsOf(rows.checkouts, window, isTested).map((head, index) => {
    const chosen = selectedCommits[String(index)]
    const shown = !chosen || chosen === 'head' ? head.git_commit_hash : chosen
    return {
      head,
      isSelected: isEverySelected || chosen !== undefined,
      ofHead: resultsAt(head, head.git_commit_hash),
      ofShown: resultsAt(head, shown),
    }
  })
}

/** Of several trees together. */
export function naiveUnion(all: readonly NaiveResults[]): NaiveResults {
  const distinct = <Row>(lists: Row[][]) => [...new Set(lists.flat())]
  return {
    builds: distinct(all.map(({ builds }) => builds)),
    boots: distinct(all.map(({ boots }) => boots)),
    tests: distinct(all.map(({ tests }) => tests)),
  }
}

function headsOf(
  checkouts: readonly Checkout[],
  window: TimeWindow,
  isTested: (head: Checkout) => boolean,
): Checkout[] {
  const inWindow = checkouts.filter(({ start_time }) => isWithin(window, start_time))
  const newest = newestOfEach(inWindow, (one) => `${treeOf(one)} ${one.origin}`)
  const heads = newestOfEach(
    newest.filter(isTested),
    (one) => `${treeOf(one)} ${JSON.stringify(one.git_commit_hash)}`,
  )
  // null comes after every text
  const order = (one: Checkout) =>
    [one.tree_name, one.git_repository_branch, one.git_repository_url, one.git_commit_hash]
      .map((text) => (text === null ? '2' : `1${text}`))
      .join('\0')
  return heads.toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
}

function newestOfEach(
  checkouts: readonly Checkout[],
  nameOf: (checkout: Checkout) => string,
): Checkout[] {
  const age = ({ start_time, _timestamp, id }: Checkout) => [start_time, _timestamp, id].join()
  return [...Map.groupBy(checkouts, nameOf).values()].map((group) =>
    group.reduce((newest, one) => (age(one) > age(newest) ? one : newest)),
  )
}

type Tree = Pick<Checkout, 'tree_name' | 'git_repository_branch' | 'git_repository_url'>

function treeOf({ tree_name, git_repository_branch, git_repository_url }: Tree): string {
  return JSON.stringify([tree_name, git_repository_branch, git_repository_url])
}

function ranOn({ environment_misc, environment_compatible }: Test, hardwareId: string): boolean {
  const misc = environment_misc as { platform?: unknown } | null
  return misc?.platform === hardwareId || environment_compatible?.includes(hardwareId) === true
}

function isWithin({ from, until }: TimeWindow, time: string | null): boolean {
  return time !== null && time >= from && time <= until
}

function resultsOf(ran: readonly Test[], builds: readonly Build[]): NaiveResults {
  const isBoot = ({ path }: Test) => path === 'boot' || path?.startsWith('boot.') === true
  return {
    builds: builds.filter(({ id }) => !id.startsWith('maestro:dummy_')),
    boots: ran.filter(isBoot),
    tests: ran.filter((test) => !isBoot(test)),
  }
}
