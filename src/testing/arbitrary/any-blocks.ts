import fc from 'fast-check'
import type { Block } from '../../notify/wording/blocks.ts'

/** What submitters may write: markup, commands of robots and of terminals, lines, half characters. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '#regzbot ',
        '\n',
        '\r',
        '\u001b[2J',
        '<script>',
        '&',
        '"',
        "' onclick=",
        'javascript:x',
        'https://a.b/"<c>',
        ' ',
        '板',
        '\ud800',
        '\u2028',
      ),
    )
    .map((parts) => parts.join('')),
)

const anyPhrase = fc.oneof(anyText, fc.record({ href: anyText, text: anyText }))
const anyFacts = fc.array(
  fc.oneof(
    fc.record({ value: anyPhrase }),
    fc.record({ label: fc.constant('known'), value: anyPhrase }),
  ),
)

/** Blocks of reports that hold any data where data may stand. */
export const anyBlocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('heading', 'paragraph'), text: anyText }),
    fc.record({ kind: fc.constant('facts'), facts: anyFacts }),
    fc.record({
      kind: fc.constant('table'),
      table: fc.record({
        columns: fc.constant([{ titles: ['name'], align: 'left' as const, width: 9 }]),
        rows: fc.array(fc.array(anyText, { maxLength: 1 })),
        rules: fc.constantFrom('columns', 'across'),
      }),
    }),
    fc.record({
      kind: fc.constant('outline'),
      outline: fc.record({
        indent: fc.constant(2),
        entries: fc.array(
          fc.record({
            title: anyPhrase,
            facts: anyFacts,
            entries: fc.array(fc.record({ title: anyPhrase })),
          }),
        ),
      }),
    }),
  ),
)
