import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from 'yaml'

/** Where something stands in a file, from 1. */
export type Place = { readonly line: number; readonly column: number }

/**
 * Where a value stands in a document, or what comes nearest: of a key that is missing the mapping that should have
 * it.
 *
 * @param path keys and indexes from the top, as zod names values
 */
export function placeInYaml(
  document: Document,
  path: readonly PropertyKey[],
  counter: LineCounter,
): Place {
  let node: unknown = document.contents
  let offset = offsetOf(node) ?? 0
  for (const step of path) {
    const inner = isAlias(node) ? node.resolve(document) : node
    const pair = isMap(inner) ? inner.items.find((each) => isKey(each, step)) : undefined
    const item = isSeq(inner) ? inner.items[Number(step)] : undefined
    if (pair === undefined && item === undefined) break
    offset = offsetOf(pair?.key) ?? offsetOf(item) ?? offset
    node = pair?.value ?? item
  }
  const { line, col } = counter.linePos(offset)
  return { line, column: col }
}

function isKey({ key }: Pair, step: PropertyKey): boolean {
  return isScalar(key) && String(key.value) === String(step)
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? (node satisfies Node).range?.[0] : undefined
}
