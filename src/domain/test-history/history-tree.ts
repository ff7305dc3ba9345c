import { sortedTexts } from '../code-point-order.ts'
import type { StatusName } from '../status.ts'
import { orUnknown } from '../unknown.ts'

/** What the runs of a history in a report have in common beside their path (trees.md 7.13). */
export type HistoryPlace = {
  readonly platform: string
  readonly config: string
  /** `<architecture>/<compiler>`, with `None` for what is missing. */
  readonly build: string
}

/** A run as reports show it: a missing result is null. */
export type ShownRun = {
  id: string
  start_time: string | null
  status: Exclude<StatusName, 'NULL'> | null
}

/** The runs of a test at one place, newest first. */
export type TestHistory = {
  readonly place: HistoryPlace
  readonly path: string
  readonly runs: ShownRun[]
}

/** Histories by platform, config, architecture with compiler, and path. */
export type HistoryTree = Record<string, Record<string, Record<string, Record<string, ShownRun[]>>>>

/** The place of tests on a platform and a build; a missing config is `Unknown` (trees.md O12). */
export function historyPlace(
  platform: string,
  build: { config: string | null; architecture: string | null; compiler: string | null },
): HistoryPlace {
  return {
    platform,
    config: orUnknown(build.config),
    build: `${build.architecture ?? 'None'}/${build.compiler ?? 'None'}`,
  }
}

/** The histories as one tree, every level in the order of code points. */
export function historyTree(histories: Iterable<TestHistory>): HistoryTree {
  return nest(
    histories,
    ({ place }) => place.platform,
    (ofPlatform) =>
      nest(
        ofPlatform,
        ({ place }) => place.config,
        (ofConfig) =>
          nest(
            ofConfig,
            ({ place }) => place.build,
            (ofBuild) =>
              nest(
                ofBuild,
                ({ path }) => path,
                (ofPath) => ofPath.flatMap(({ runs }) => runs),
              ),
          ),
      ),
  )
}

/** One level. Names come from submitters, so they are set as data: `__proto__` is one like any other. */
function nest<Inner>(
  histories: Iterable<TestHistory>,
  nameOf: (history: TestHistory) => string,
  innerOf: (histories: TestHistory[]) => Inner,
): Record<string, Inner> {
  const groups = Map.groupBy(histories, nameOf)
  return Object.fromEntries(
    sortedTexts(groups.keys()).map((name) => [name, innerOf(groups.get(name) ?? [])]),
  )
}
