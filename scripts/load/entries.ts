/** The entries of a list, or of a member that is one; of anything else none. */
export function entries(answer: unknown, member?: string): Record<string, unknown>[] {
  const list = member === undefined ? answer : (answer as Record<string, unknown> | null)?.[member]
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : []
}
