/** A boot's path is exactly `boot` or begins with `boot.`, case-sensitive (trees.md 4.3). */
export function isBootPath(path: string | null): boolean {
  return path === 'boot' || (path?.startsWith('boot.') ?? false)
}
