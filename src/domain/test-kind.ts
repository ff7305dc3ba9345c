/** b: boot; t: test; n: a test without path, which routes treat differently (trees.md O13). */
export type TestKind = 'b' | 't' | 'n'

/** What a counter counts: B is a build, the rest as in {@link TestKind}. */
export type CountKind = 'B' | TestKind

/** The kind of a test by its path: a boot's is `boot` or begins with `boot.`; an empty one is none (trees.md 4.3). */
export function testKindOf(path: string): TestKind {
  if (path === '') return 'n'
  return path === 'boot' || path.startsWith('boot.') ? 'b' : 't'
}
