import { expect, it } from 'vitest'
import { readBlocks } from './blocks.ts'

const page = `# A page

\`\`\`sh
one
two
\`\`\`

Words, and what is no command:

\`\`\`yaml
a: 1
\`\`\`

<!-- book: needs psql, jq; status 1 -->

\`\`\`sh
three
\`\`\`

\`\`\`text
said
\`\`\`

1. In a list:

   <!-- book: not run: it wants a moon -->

   \`\`\`sh
   four
     five
   \`\`\`
`

it('reads commands, marks, and what they print', () => {
  expect(readBlocks(page)).toEqual([
    { line: 4, commands: 'one\ntwo', marks: [], shows: null },
    {
      line: 17,
      commands: 'three',
      marks: [
        { kind: 'needs', things: ['psql', 'jq'] },
        { kind: 'status', status: 1 },
      ],
      shows: 'said',
    },
    {
      line: 29,
      commands: 'four\n  five',
      marks: [{ kind: 'not run', reason: 'it wants a moon' }],
      shows: null,
    },
  ])
})

it.each([
  ['<!-- book: sometimes -->\n```sh\n```', 'sometimes is no mark'],
  ['<!-- book: serves -->\nwords', 'line 2: marks without commands below them'],
  ['```sh\none', 'line 1: a block without an end'],
])('refuses what would be passed over in silence: %j', (text, message) => {
  expect(() => readBlocks(text)).toThrow(message)
})
