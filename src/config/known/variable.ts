/** A variable that the program reads; the one place that describes it. */
export type Variable = {
  name: string
  /** What counts when it is not given, as it would be written; absent when there is no such text. */
  fallback?: string
  /** For people, in a few words. */
  meaning: string
  /** Shown nowhere. */
  secret?: true
}

/** Variables that belong together. */
export type VariableGroup = {
  title: string
  variables: readonly Variable[]
}
