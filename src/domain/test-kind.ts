/** b: boot; t: test; n: a test without path, which routes treat differently (trees.md O13). */
export type TestKind = 'b' | 't' | 'n'

/** What a counter counts: B is a build, the rest as in {@link TestKind}. */
export type CountKind = 'B' | TestKind

/** A boot's path is exactly `boot` or begins with `boot.`, case-sensitive (trees.md 4.3). */
export function isBootPath(path: string | null): boolean {
  return path === 'boot' || (path?.startsWith('boot.') ?? false)
}
