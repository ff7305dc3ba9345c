/** b: boot; t: test; n: a test without path, which routes treat differently (trees.md O13). */
export type TestKind = 'b' | 't' | 'n'

/** What a counter counts: B is a build, the rest as in {@link TestKind}. */
export type CountKind = 'B' | TestKind
