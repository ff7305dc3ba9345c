import type { FilterChoices } from '../filter-choices.ts'
import type { SampleCommit, Samples } from '../samples.ts'

/** What to ask: a GET, or a POST of a body. */
export type Request = { path: string; body?: object }

/** Requests that are measured as one line of the table. */
export type Series = {
  name: string
  requests: Request[]
  /** Milliseconds that 95 of 100 requests should stay under. */
  aimMs?: number
}

/** What series are made of. */
export type SeriesSources = {
  samples: Samples
  /** A few commits with the filters that their own pages offer. */
  filtered: readonly { commit: SampleCommit; choices: FilterChoices }[]
  choicesOfLarge: FilterChoices
  /** How many requests a series has at most. */
  requests: number
}

/** For what looks a few rows up. */
export const lookUpAimMs = 10

/** For pages that count or list within a window or a commit. */
export const pageAimMs = 20

/** Requests of these addresses. */
export function gets(paths: readonly string[]): Request[] {
  return paths.map((path) => ({ path }))
}

/** Parameters of an address. */
export function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString()
}

/** `count` elements from `start` on; the list begins anew where it ends. */
export function slice<Element>(all: readonly Element[], start: number, count: number): Element[] {
  const offset = start % all.length
  return [...all.slice(offset), ...all.slice(0, offset)].slice(0, count)
}

/** `count` elements, again and again the same when there are not as many. */
export function cycle<Element>(all: readonly Element[], count: number): Element[] {
  return Array.from({ length: count }, (_, index) => all.slice(index % all.length)).flatMap(
    (rest) => rest.slice(0, 1),
  )
}
