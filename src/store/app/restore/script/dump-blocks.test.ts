import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DumpBlock, dumpBlocks } from './dump-blocks.ts'

type Read = Pick<DumpBlock, 'table' | 'columns' | 'line'> & { rows: string }

async function readBlocks(chunks: Buffer[]): Promise<Read[]> {
  const blocks: Read[] = []
  for await (const { table, columns, line, rows } of dumpBlocks(Readable.from(chunks))) {
    const pieces: Buffer[] = []
    for await (const piece of rows) pieces.push(piece)
    blocks.push({ table, columns, line, rows: Buffer.concat(pieces).toString() })
  }
  return blocks
}

const dump = String.raw`--
-- PostgreSQL database dump
--
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.tests (
    id text NOT NULL,
    misc jsonb
);
COPY public.tests (id, misc) FROM stdin;
a:1	{"text": "back\\\\slash \\n"}
\\.	a value that looks like the end
.	\N
\\	\N
\.
SELECT pg_catalog.setval('public.x_seq', 1, true);
COPY public.auth_user (id, "Name") FROM stdin;
\.

COPY public.builds (id) FROM stdin;
b

\.
`

const expected: Read[] = [
  {
    table: 'tests',
    columns: ['id', 'misc'],
    line: 10,
    rows: String.raw`a:1	{"text": "back\\\\slash \\n"}
\\.	a value that looks like the end
.	\N
\\	\N
`,
  },
  { table: 'auth_user', columns: ['id', 'Name'], line: 17, rows: '' },
  { table: 'builds', columns: ['id'], line: 20, rows: 'b\n\n' },
]

test('rows come through untouched, wherever the file is cut into chunks', async () => {
  const bytes = Buffer.from(dump)
  expect(await readBlocks([bytes])).toEqual(expected)
  const cuts = fc.array(fc.nat(bytes.length), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(cuts, async (positions) => {
      const sorted = [0, ...positions.toSorted((a, b) => a - b), bytes.length]
      const chunks = sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
      expect(await readBlocks(chunks)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
  const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
  expect(await readBlocks(single)).toEqual(expected)
})

test.each([
  ['INSERT INTO public.tests VALUES (1);', 'dump_statement', 'line 2: only "COPY'],
  ['COPY public.tests FROM stdin;', 'dump_statement', 'line 2: only "COPY'],
  ["COPY public.tests (id) FROM '/etc/passwd';", 'dump_statement', 'line 2: only "COPY'],
  ['COPY public.tests (id) FROM stdin WITH (FORMAT csv);', 'dump_statement', 'line 2: only'],
  ['\\i other.sql', 'dump_statement', 'line 2: only "COPY'],
  ['COPY public.tests (id) FROM stdin;\na\n', 'dump_truncated', 'after line 3, inside a COPY'],
  ['COPY public.tests (id) FROM stdin;\na\n\\.', 'dump_truncated', 'inside a COPY block'],
  ['x'.repeat(3 << 20), 'dump_not_plain', 'line 2 is too long'],
])('%.60s is refused', async (line, code, message) => {
  await expect(readBlocks([Buffer.from(`-- a dump\n${line}`)])).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})

test('a file without COPY blocks has none', async () => {
  expect(await readBlocks([Buffer.from('SELECT 1;\n-- no end of line')])).toEqual([])
  expect(await readBlocks([])).toEqual([])
})
