import type { RawRows } from './raw-rows.ts'
import { count, dayOf, dimensions, labOf } from './recount-tests.ts'

/** What arrived on which day. */
export type DayContents = {
  dayDims: string[]
  buildLabDays: string[]
  labDays: string[]
  arrivals: string[]
}

/** The part of {@link recount} that is about days. */
export function recountDays(raw: RawRows): DayContents {
  const tests = raw.tests.flatMap((test) => {
    const day = dayOf(test)
    return day === null ? [] : [{ test, day, lab: labOf(test) }]
  })
  const inLabs = tests.filter(({ lab }) => lab !== null)
  return {
    dayDims: count(tests.map(({ test, day }) => [day, dimensions(test)])),
    buildLabDays: count(inLabs.map(({ test, day, lab }) => [test.build_id, lab, day])),
    labDays: count(
      [...Map.groupBy(inLabs, ({ test, lab }) => JSON.stringify([test.build_id, lab]))].flatMap(
        ([, group]) => daysOfPair(group[0]?.lab ?? null, new Set(group.map(({ day }) => day))),
      ),
    ),
    arrivals: count([
      ...raw.builds.map((build) => ['builds', dayOf(build)]),
      ...raw.incidents
        .filter(({ present }) => present !== false)
        .map((incident) => ['incidents', dayOf(incident)]),
    ]).filter((row) => !row.includes('null')),
  }
}

/** Each day on which a build had tests of a lab, with the one before it. */
function daysOfPair(lab: string | null, days: Set<number>): unknown[][] {
  return [...days]
    .toSorted((a, b) => a - b)
    .map((day, index, sorted) => [day, lab, sorted[index - 1] ?? -32768])
}
