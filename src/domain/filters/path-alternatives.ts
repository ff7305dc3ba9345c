import { tooManyPaths } from './filter-error.ts'

/**
 * Each of them is looked for in every path that there is: a thousand of them in 9,000 paths took PostgreSQL 6 s. No page
 * offers any, and so many are remembered (`find-paths.ts`).
 */
export const mostPaths = 100

/**
 * Adds a text to those of a filter on paths; an empty one restricts nothing.
 *
 * @throws {FilterError} when there are enough of them
 */
export function addPath(paths: string[], text: string): void {
  if (text === '' || paths.includes(text)) return
  if (paths.length === mostPaths) throw tooManyPaths(mostPaths)
  paths.push(text)
}
