import { isJsonObject } from '../../../platform/json/json-object.ts'

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
  { value: 1e300 },
  [{ name: 'x', url: 'a:b' }],
]

const hostileNames = ['__proto__', 'constructor', 'toJSON', 'length', '', '\ud800', 'a/b~c', 'misc']

const edits = ['replace', 'remove', 'repeat', 'add'] as const

/**
 * A variant of a valid document, the same for the same seed: at up to three places a value is replaced,
 * removed or repeated, or a member with a hostile name is added.
 */
export function variantOf(document: unknown, seed: number): unknown {
  const choose = chooser(seed)
  let variant: unknown = structuredClone(document)
  for (let count = choose(4); count > 0; count--) variant = withEdit(variant, choose)
  return variant
}

/** Gives whole numbers below a bound: a linear congruential generator. */
type Choose = (bound: number) => number

function chooser(seed: number): Choose {
  let state = seed >>> 0
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** Walks down at random and edits where it stops. */
function withEdit(node: unknown, choose: Choose): unknown {
  const names = memberNames(node)
  if (names.length === 0 || choose(8) === 0) return edited(node, choose)
  const name = names[choose(names.length)]
  return withMember(node, name, (member) => withEdit(member, choose))
}

function edited(node: unknown, choose: Choose): unknown {
  const value = hostileValues[choose(hostileValues.length)]
  const edit = edits[choose(edits.length)]
  if (edit === 'replace' || memberNames(node).length === 0) return value
  const name = memberNames(node)[0]
  if (edit === 'remove') return withoutMember(node, name)
  if (Array.isArray(node)) return edit === 'repeat' ? [...node, ...node] : [...node, value]
  const added = hostileNames[choose(hostileNames.length)] ?? ''
  return Object.fromEntries([...Object.entries(node ?? {}), [added, value]])
}

function memberNames(node: unknown): readonly string[] {
  return Array.isArray(node) || isJsonObject(node) ? Object.keys(node) : []
}

function withoutMember(node: unknown, name: string | undefined): unknown {
  if (Array.isArray(node)) return node.filter((_, index) => String(index) !== name)
  return Object.fromEntries(Object.entries(node ?? {}).filter(([other]) => other !== name))
}

function withMember(
  node: unknown,
  name: string | undefined,
  change: (member: unknown) => unknown,
): unknown {
  const members = Object.entries(node ?? {}).map(
    ([other, member]: [string, unknown]) =>
      [other, other === name ? change(member) : member] as const,
  )
  return Array.isArray(node) ? members.map(([, member]) => member) : Object.fromEntries(members)
}
