import { isToken, nameIn, type SqlToken } from './sql-token.ts'

/** The names in `(a, "b", c)`; undefined when there is anything else between the parentheses. */
export function namesBetweenParentheses(tokens: readonly SqlToken[]): string[] | undefined {
  if (!isToken(tokens[0], '(') || !isToken(tokens.at(-1), ')')) return undefined
  const inside = tokens.slice(1, -1)
  const names = inside.filter((_, at) => at % 2 === 0).map(nameIn)
  const isList =
    inside.length % 2 === 1 &&
    inside.every((token, at) => at % 2 === 0 || isToken(token, ',')) &&
    names.every((name) => name !== undefined)
  return isList ? names : undefined
}
