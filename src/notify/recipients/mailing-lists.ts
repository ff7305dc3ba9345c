const trackedTrees = new Set(['mainline', 'next', 'stable'])

/** Exactly these names, in these letters (notifications.md 0.1). */
export function isTracked(treeName: string | null | undefined): boolean {
  return treeName !== null && treeName !== undefined && trackedTrees.has(treeName)
}
