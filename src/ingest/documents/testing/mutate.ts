import fc from 'fast-check'
import { isJsonObject } from '../json-object.ts'

/** Values that have broken parsers, validators and databases before. */
const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  -0,
  '',
  'o:x',
  '\0',
  'a\0b',
  '\ud800',
  '\udc00\ud800',
  '😀',
  'a\n',
  '\\N',
  '\\.',
  '\t\r\n\\',
  '{}',
  '",}',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59.9999999Z',
  '2025-01-01T00:00:00+23:59',
  `2025-01-01T00:00:00.${'1'.repeat(300)}Z`,
  'o:'.padEnd(3000, 'x'),
  'git://x/',
  [],
  {},
  [[]],
  [{}],
  ['a', '\0'],
  { misc: { platform: '\0' } },
  { compatible: ['a"b\\c'] },
]

const hostileNames = ['__proto__', 'constructor', 'toJSON', 'length', '', '\ud800', 'a/b~c', 'misc']

/**
 * Variants of a valid document: at some places a value is replaced, removed or repeated, or a member
 * with a hostile name is added.
 */
export function mutated(document: unknown): fc.Arbitrary<unknown> {
  const value = fc.oneof(fc.constantFrom(...hostileValues), fc.jsonValue({ maxDepth: 3 }))
  const edit = fc.record({
    seed: fc.nat(),
    kind: fc.constantFrom('replace', 'remove', 'repeat', 'add'),
    name: fc.constantFrom(...hostileNames),
    value,
  })
  return fc.array(edit, { maxLength: 4 }).map((edits) => {
    let mutant: unknown = structuredClone(document)
    for (const one of edits) mutant = applyEdit(mutant, one)
    return mutant
  })
}

type Edit = { seed: number; kind: string; name: string; value: unknown }

/** Walks down at random by the digits of the seed and edits where it stops. */
function applyEdit(node: unknown, edit: Edit): unknown {
  const members = Array.isArray(node) ? [...node.entries()] : isJsonObject(node) ? Object.entries(node) : []
  const { seed } = edit
  if (members.length === 0 || seed % 7 === 0) return edited(node, edit)
  const [chosen] = members[seed % members.length] ?? [0]
  const next = { ...edit, seed: Math.floor(seed / 7) }
  if (edit.kind === 'remove' && next.seed % 3 === 0) return without(node, chosen)
  return withMember(node, chosen, (member) => applyEdit(member, next))
}

function edited(node: unknown, { kind, name, value }: Edit): unknown {
  if (kind === 'repeat' && Array.isArray(node)) return [...node, ...node]
  if (kind === 'add' && Array.isArray(node)) return [...node, value]
  if (kind === 'add' && isJsonObject(node)) {
    return Object.fromEntries([...Object.entries(node), [name, value]])
  }
  return kind === 'replace' ? value : node
}

function without(node: unknown, chosen: number | string): unknown {
  if (Array.isArray(node)) return node.filter((_, index) => index !== chosen)
  return Object.fromEntries(Object.entries(node ?? {}).filter(([name]) => name !== chosen))
}

function withMember(
  node: unknown,
  chosen: number | string,
  change: (member: unknown) => unknown,
): unknown {
  const changed = (name: number | string, member: unknown) =>
    name === chosen ? change(member) : member
  if (Array.isArray(node)) return node.map((member, index) => changed(index, member))
  return Object.fromEntries(
    Object.entries(node ?? {}).map(([name, member]) => [name, changed(name, member)]),
  )
}
