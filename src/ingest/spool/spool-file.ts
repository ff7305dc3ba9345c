import type { Stats } from 'node:fs'

/** A file that waits in the root of the spool. */
export type SpoolFile = {
  /** Base name, ending in `.json`. */
  name: string
  /** Bytes. */
  size: number
  /** When it was last written to, in milliseconds since 1970; stands for its time of arrival. */
  modifiedMs: number
}

/** Describes a file of the spool from what the file system says about it. */
export function spoolFile(name: string, stats: Stats): SpoolFile {
  return { name, size: stats.size, modifiedMs: stats.mtimeMs }
}

/** When a file arrived, as far as the file system tells. */
export function arrivalOf({ modifiedMs }: SpoolFile): Date {
  return new Date(modifiedMs)
}

/** Whether it is still the same content, as far as size and time of modification tell. */
export function sameContent(one: SpoolFile, other: SpoolFile): boolean {
  return one.size === other.size && one.modifiedMs === other.modifiedMs
}

/**
 * Order of arrival, by name where the file system's clock cannot tell. "The first value wins" depends
 * on it, so it is the order in which documents are stored.
 */
export function byArrival(one: SpoolFile, other: SpoolFile): number {
  if (one.modifiedMs !== other.modifiedMs) return one.modifiedMs - other.modifiedMs
  if (one.name === other.name) return 0
  return one.name < other.name ? -1 : 1
}
