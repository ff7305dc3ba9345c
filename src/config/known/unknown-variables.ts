import { knownVariables } from './known-variables.ts'
import { nearName } from './near-name.ts'
import { ofCompose, withoutEffect } from './without-effect.ts'

/** A variable that is given and that nobody reads. */
export type UnknownVariable = {
  name: string
  /** What may have been meant. */
  near?: string
  /** Why it has no effect, for one of the reference. */
  why?: string
}

/**
 * The given variables that have no effect: in a file all of them; in the environment, which belongs to
 * other programs as well, those that look like one of ours.
 */
export function unknownVariables(
  given: Iterable<string>,
  isOfFile: (name: string) => boolean,
): UnknownVariable[] {
  const known = new Set(knownVariables.map(({ name }) => name))
  const unknown: UnknownVariable[] = []
  for (const name of given) {
    if (known.has(name) || ofCompose.has(name)) continue
    const why = withoutEffect.get(name)
    if (why !== undefined) {
      if (isOfFile(name)) unknown.push({ name, why })
      continue
    }
    const near = nearName(name, known)
    if (near !== undefined) unknown.push({ name, near })
    else if (isOfFile(name)) unknown.push({ name })
  }
  return unknown
}

/** One line for people, without the value. */
export function unknownVariableText({ name, near, why }: UnknownVariable): string {
  if (why !== undefined) return `${name} has no effect: ${why}`
  if (near !== undefined) return `${name} has no effect; ${near} may be meant`
  return `${name} has no effect: no variable has this name`
}
