/**
 * A pattern of SQL `LIKE`: `%` for any text, `_` for one character, a backslash before what is meant
 * literally. Also what is written with `*` and `?` is kept so, because PostgreSQL has to understand it.
 */
export type LikePattern = string

/**
 * The pattern that a subscription writes: with `*` or `?` as a shell has it, where `%` and `_` mean themselves;
 * else as `LIKE` has it (notifications.md 4.2). No path, branch or platform has an asterisk of its own.
 */
export function likePattern(written: string): LikePattern {
  return /[*?]/.test(written) ? globAsLike(written) : written
}

/** The same for names, where `%` and `_` have always meant themselves. */
export function likePatternOfName(written: string): LikePattern {
  return globAsLike(written)
}

function globAsLike(glob: string): LikePattern {
  return glob
    .replaceAll(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_')
}

/** Whether one of the patterns fits, or there is none; a missing text fits none. */
export function fitsAny(patterns: readonly LikePattern[], text: string | null): boolean {
  if (patterns.length === 0) return true
  return text !== null && patterns.some((pattern) => fits(pattern, text))
}

/**
 * Whether the pattern fits, as PostgreSQL would say; a backslash at the very end stands for itself. Takes steps in
 * proportion to both lengths multiplied at most: a regular expression with many gaps takes far more.
 */
export function fits(pattern: LikePattern, text: string): boolean {
  const wanted = stepsOf(pattern)
  const characters = Array.from(text)
  let step = 0
  let at = 0
  let gap = -1
  let afterGap = 0
  while (at < characters.length) {
    const next = wanted[step]
    if (next === anyText) {
      gap = step
      afterGap = at
      step += 1
    } else if (next === anyCharacter || (next !== undefined && next === characters[at])) {
      step += 1
      at += 1
    } else if (gap >= 0) {
      // the gap takes one more character, and what follows it is tried again
      afterGap += 1
      at = afterGap
      step = gap + 1
    } else {
      return false
    }
  }
  return wanted.slice(step).every((rest) => rest === anyText)
}

const anyText = Symbol('any text')
const anyCharacter = Symbol('any character')

function stepsOf(pattern: LikePattern): (string | symbol)[] {
  return Array.from(pattern.matchAll(/\\(.)|[^]/gsu), ([whole, literal]) => {
    if (literal !== undefined) return literal
    if (whole === '%') return anyText
    return whole === '_' ? anyCharacter : whole
  })
}
