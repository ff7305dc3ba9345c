import { compareByCodePoint, sortedTexts } from '../code-point-order.ts'

/**
 * A platform as listings show it: once for each set of compatibles (hardware.md D7), which are null when
 * no test named any.
 */
export type HardwareVariant = {
  readonly platform: string
  readonly compatibles: string[] | null
}

/** What some tests on a platform make up: all their compatibles, distinct and sorted (decisions.md 1). */
export function variantOf(
  platform: string,
  lists: readonly (readonly string[] | null)[],
): HardwareVariant {
  const named = lists.filter((list) => list !== null)
  return { platform, compatibles: named.length === 0 ? null : sortedTexts(named.flat()) }
}

/** Collects what belongs to equal variants, sorted by platform and compatibles (hardware.md 9.1). */
export function groupByVariant<Member>(
  members: Iterable<readonly [HardwareVariant, readonly Member[]]>,
): [HardwareVariant, Member[]][] {
  const groups = new Map<string, [HardwareVariant, Member[]]>()
  for (const [variant, more] of members) {
    const key = JSON.stringify([variant.platform, variant.compatibles])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [variant, [...more]])
    else known[1].push(...more)
  }
  return [...groups.values()].sort(([left], [right]) => compareVariants(left, right))
}

/** By platform, then by compatibles, one after the other; null last. */
function compareVariants(left: HardwareVariant, right: HardwareVariant): number {
  return (
    compareByCodePoint(left.platform, right.platform) ||
    compareLists(left.compatibles, right.compatibles)
  )
}

function compareLists(left: readonly string[] | null, right: readonly string[] | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  for (const [index, text] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const order = compareByCodePoint(text, other)
    if (order !== 0) return order
  }
  return left.length - right.length
}
