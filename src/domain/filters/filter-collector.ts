import type { Filters } from './filters.ts'
import type { FilterTerm } from './filter-term.ts'
import { parseDuration, parseIssue } from './filter-values.ts'
import { addPath } from './path-alternatives.ts'

type BuildCollector = {
  statuses: Set<string>
  origins: Set<string>
  issues: Set<string>
  duration: { minimum: number | null; maximum: number | null }
}
type TestCollector = BuildCollector & { platforms: Set<string>; paths: string[] }

/** {@link Filters} while they are being read. */
export type FilterCollector = {
  configs: Set<string>
  architectures: Set<string>
  compilers: Set<string>
  hardware: Set<string>
  labs: Set<string>
  build: BuildCollector
  boot: TestCollector
  test: TestCollector
}

/** Filters that restrict nothing, to be filled by {@link addFilterValues}. */
export function emptyCollector(): FilterCollector {
  return {
    configs: new Set(),
    architectures: new Set(),
    compilers: new Set(),
    hardware: new Set(),
    labs: new Set(),
    build: emptyBuildCollector(),
    boot: emptyTestCollector(),
    test: emptyTestCollector(),
  }
}

/** Filters that restrict nothing. */
export const noFilters: Filters = emptyCollector()

type Add = (collector: FilterCollector, value: string) => void

const choices = new Map<string, Add>([
  ['config_name', ({ configs }, value) => configs.add(value)],
  ['architecture', ({ architectures }, value) => architectures.add(value)],
  ['compiler', ({ compilers }, value) => compilers.add(value)],
  ['test.hardware', ({ hardware }, value) => hardware.add(value)],
  ['test.lab', ({ labs }, value) => labs.add(value)],
  ['build.status', ({ build }, value) => build.statuses.add(value.toUpperCase())],
  ...itemKeys('build', ({ build }) => build),
  ...testKeys('boot', ({ boot }) => boot),
  ...testKeys('test', ({ test }) => test),
])

const durations = new Map<string, (collector: FilterCollector) => BuildCollector>([
  ['duration', ({ build }) => build],
  ['build.duration', ({ build }) => build],
  ['boot.duration', ({ boot }) => boot],
  ['test.duration', ({ test }) => test],
])

/** Whether there is such a filter; any other key has no effect, whatever its value (hardware.md 4.3). */
export function isFilterKey(key: string): boolean {
  return choices.has(key) || durations.has(key)
}

/**
 * Adds the values of a parameter, at least one; an unknown key is ignored (filters.md 1). The order in which parameters are
 * added makes no difference: who sends them in another one is given the same answer (`answer-key.ts`).
 */
export function addFilterValues(
  collector: FilterCollector,
  { key, operator }: FilterTerm,
  values: readonly string[],
): void {
  const bounded = durations.get(key)?.(collector)
  if (bounded !== undefined) addBound(bounded, parseDuration(values.at(-1) ?? ''), operator)
  const add = choices.get(key)
  for (const value of values) add?.(collector, value)
}

function itemKeys(
  name: string,
  part: (collector: FilterCollector) => BuildCollector,
): [string, Add][] {
  return [
    [`${name}.origin`, (collector, value) => part(collector).origins.add(value)],
    [`${name}.issue`, (collector, value) => part(collector).issues.add(parseIssue(value))],
  ]
}

function testKeys(
  name: string,
  part: (collector: FilterCollector) => TestCollector,
): [string, Add][] {
  return [
    ...itemKeys(name, part),
    [`${name}.status`, (collector, value) => part(collector).statuses.add(value)],
    [`${name}.platform`, (collector, value) => part(collector).platforms.add(value)],
    [`${name}.path`, (collector, value) => addPath(part(collector).paths, value)],
  ]
}

/**
 * `lt` and `lte` are a maximum, all other operators a minimum (decisions.md 1). Of one parameter the last value counts;
 * several that bound the same must all hold. Null is no bound.
 */
function addBound(
  { duration }: BuildCollector,
  value: number | null,
  operator: FilterTerm['operator'],
): void {
  if (value === null) return
  if (operator === 'lt' || operator === 'lte') {
    duration.maximum = Math.min(value, duration.maximum ?? Infinity)
  } else {
    duration.minimum = Math.max(value, duration.minimum ?? -Infinity)
  }
}

function emptyBuildCollector(): BuildCollector {
  return {
    statuses: new Set(),
    origins: new Set(),
    issues: new Set(),
    duration: { minimum: null, maximum: null },
  }
}

function emptyTestCollector(): TestCollector {
  return { ...emptyBuildCollector(), platforms: new Set(), paths: [] }
}
