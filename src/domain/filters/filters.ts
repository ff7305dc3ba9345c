/** The values of a key, alternatives of each other; an empty selection restricts nothing. */
export type Selection = ReadonlySet<string>

/** Bounds in seconds, both inclusive; null is no bound. */
export type DurationBounds = { readonly minimum: number | null; readonly maximum: number | null }

/** What selects builds by themselves (filters.md 1: scoped keys). */
export type BuildFilter = {
  /** Status names in upper case. */
  readonly statuses: Selection
  readonly origins: Selection
  /** Keys as `issueKey` writes them, `Uncategorized,null` among them. */
  readonly issues: Selection
  readonly duration: DurationBounds
}

/** What selects boots, or tests, by themselves. */
export type TestFilter = BuildFilter & {
  readonly platforms: Selection
  /** Alternatives; each is contained in the paths it selects, letter for letter. */
  readonly paths: readonly string[]
}

/**
 * What a request asks for (filters.md 5, decisions.md 1). All parts must hold. The first five drop
 * builds, boots and tests alike, the others only items of their own kind.
 */
export type Filters = {
  readonly configs: Selection
  readonly architectures: Selection
  readonly compilers: Selection
  readonly hardware: Selection
  readonly labs: Selection
  readonly build: BuildFilter
  readonly boot: TestFilter
  readonly test: TestFilter
}
