import type { Filters } from './filters.ts'
import type { FilterTerm } from './filter-term.ts'
import { parseDuration, parseIssue } from './filter-values.ts'

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

/** Filters that restrict nothing, to be filled by {@link addFilterValue}. */
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

type Add = (collector: FilterCollector, value: string, operator: FilterTerm['operator']) => void

const keys = new Map<string, Add>([
  ['config_name', ({ configs }, value) => configs.add(value)],
  ['architecture', ({ architectures }, value) => architectures.add(value)],
  ['compiler', ({ compilers }, value) => compilers.add(value)],
  ['test.hardware', ({ hardware }, value) => hardware.add(value)],
  ['test.lab', ({ labs }, value) => labs.add(value)],
  ['duration', ({ build }, value, operator) => setBound(build, value, operator)],
  ['build.status', ({ build }, value) => build.statuses.add(value.toUpperCase())],
  ...itemKeys('build', ({ build }) => build),
  ...testKeys('boot', ({ boot }) => boot),
  ...testKeys('test', ({ test }) => test),
])

/** Adds one value; an unknown key is ignored (filters.md 1). */
export function addFilterValue(
  collector: FilterCollector,
  { key, operator }: FilterTerm,
  value: string,
): void {
  keys.get(key)?.(collector, value, operator)
}

function itemKeys(
  name: string,
  part: (collector: FilterCollector) => BuildCollector,
): [string, Add][] {
  return [
    [`${name}.origin`, (collector, value) => part(collector).origins.add(value)],
    [`${name}.issue`, (collector, value) => part(collector).issues.add(parseIssue(value))],
    [
      `${name}.duration`,
      (collector, value, operator) => setBound(part(collector), value, operator),
    ],
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
    [`${name}.path`, (collector, value) => value !== '' && part(collector).paths.push(value)],
  ]
}

/**
 * `lt` and `lte` are a maximum, all other operators a minimum; the last value wins
 * (decisions.md 1).
 */
function setBound(
  { duration }: BuildCollector,
  value: string,
  operator: FilterTerm['operator'],
): void {
  const bound = operator === 'lt' || operator === 'lte' ? 'maximum' : 'minimum'
  duration[bound] = parseDuration(value)
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
