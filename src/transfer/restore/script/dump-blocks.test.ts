import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RestoredRows } from '../restored-rows.ts'
import { dumpBlocks } from './dump-blocks.ts'

type Read = Pick<RestoredRows, 'table' | 'columns'> & { place: string; rows: string }

async function readBlocks(chunks: Buffer[]): Promise<Read[]> {
  const blocks: Read[] = []
  for await (const { table, columns, placeOf, rows } of dumpBlocks(Readable.from(chunks))) {
    const pieces: Buffer[] = []
    for await (const piece of rows) pieces.push(piece)
    blocks.push({ table, columns, place: placeOf(), rows: Buffer.concat(pieces).toString() })
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
    place: 'line 10',
    rows: String.raw`a:1	{"text": "back\\\\slash \\n"}
\\.	a value that looks like the end
.	\N
\\	\N
`,
  },
  { table: 'auth_user', columns: ['id', 'Name'], place: 'line 17', rows: '' },
  { table: 'builds', columns: ['id'], place: 'line 20', rows: 'b\n\n' },
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

const rows = (...ids: string[]) => `${ids.map((id) => `${id}\n`).join('')}\\.\n`
const copyTests = `COPY public.tests (id) FROM stdin;\n${rows('t')}`
const copyBuilds = `COPY public.builds (id) FROM stdin;\n${rows('b')}`

/** The tables of the blocks of a script, a character per byte. */
async function tablesIn(script: string): Promise<string[]> {
  const blocks = await readBlocks([Buffer.from(script, 'latin1')])
  return blocks.map(({ table }) => table)
}

test.each([
  ['a function body', `CREATE FUNCTION f() AS $$\nbegin\ninsert into x;\n${copyBuilds}$$;\n`],
  ['a body between BEGIN and END', `CREATE FUNCTION f() BEGIN ATOMIC\nINSERT INTO x;\nEND;\n`],
  ['a comment', `/*\n${copyBuilds}*/\n-- '\n`],
  ['a string', `COMMENT ON TABLE x IS 'it''s\n${copyBuilds}';\n`],
  ['an escape string', `COMMENT ON TABLE x IS E'it\\'s\n${copyBuilds}';\n`],
  [
    'a string with escapes',
    `SET standard_conforming_strings = off;\nCOMMENT ON TABLE x IS 'it\\'s;';\n`,
  ],
  ['a letter like a quote', `SET client_encoding = 'SJIS';\nCOMMENT ON TABLE x IS '\u0095\\';\n`],
  [
    'what pg_dump calls',
    `SELECT pg_catalog.setval('x', 1, true);\nBEGIN;\nSELECT lo_open('1', 2);\nCOMMIT;\n`,
  ],
  ['what psql does itself', '\\restrict a\n\\unrestrict a\n\\set ON_ERROR_STOP on\n\\echo hi\n'],
  [
    'what happens to tables',
    `ALTER TABLE ONLY public.tests ADD CONSTRAINT x CHECK ((type = 1));\nDROP TABLE IF EXISTS public.tests;\nTRUNCATE tests;\nCREATE TRIGGER x BEFORE INSERT ON other.tests;\n`,
  ],
  ['a connect', '\\connect -reuse-previous=on "dbname=production"\n'],
  ['a byte order mark', '\u00EF\u00BB\u00BF'],
  ['nothing', ''],
])('%s before rows is passed over', async (_, before) => {
  expect(await tablesIn(`${before}${copyTests}`)).toEqual(['tests'])
  expect(await tablesIn(`${before}${copyTests}`.replaceAll('\n', '\r\n'))).toEqual(['tests'])
})

test.each([
  ['SET search_path = public, pg_catalog;', 'public'],
  ['SET search_path = other, pg_catalog;', 'other'],
  ['', 'public'],
])('after "%s" a table is looked for in %s', async (setting, schema) => {
  const script = `${setting}\nCOPY tests (id) FROM stdin;\n${rows('t')}`
  for await (const block of dumpBlocks(Readable.from([Buffer.from(script)]))) {
    expect(block.schema).toBe(schema)
    for await (const _ of block.rows);
  }
})

test('a block knows the settings for its rows', async () => {
  const script = `SET client_encoding = 'LATIN1'; SET datestyle = 'German';\n${copyTests}\\connect -\n${copyTests}`
  const found = []
  for await (const { settings, rows: pieces } of dumpBlocks(Readable.from([Buffer.from(script)]))) {
    found.push([settings.encoding, settings.values])
    for await (const _ of pieces);
  }
  expect(found).toEqual([
    ['LATIN1', { datestyle: 'German' }],
    ['UTF8', {}],
  ])
})

test('a statement may follow COPY on its line', async () => {
  const script = `COPY tests (id) FROM stdin; COPY builds (id) FROM stdin;\n${rows('t')}${rows('b')}`
  expect(await tablesIn(script)).toEqual(['tests', 'builds'])
})

test('INSERTs that follow each other are one block, as COPY text', async () => {
  const script = String.raw`CREATE TABLE public.builds (
    id text NOT NULL,
    duration numeric(3, 1),
    series text GENERATED ALWAYS AS (md5((id)::text)) STORED,
    CONSTRAINT positive CHECK ((duration > 0))
);
INSERT INTO public.builds VALUES ('a''b', -1.5e-7, DEFAULT);
INSERT INTO public.builds VALUES
	('tab	line
back\slash', NULL, DEFAULT),
	(E'\\ \' \n \101\x42', true, DEFAULT) ON CONFLICT DO NOTHING;
INSERT INTO public.builds (id) OVERRIDING SYSTEM VALUE VALUES ('c');
INSERT INTO public.auth_user VALUES (1, false);
INSERT INTO public.nothing DEFAULT VALUES;
COPY builds (id) FROM stdin;
d
\.
INSERT INTO builds VALUES ('e', 1, DEFAULT);
`
  const columns = ['id', 'duration']
  expect(await readBlocks([Buffer.from(script)])).toEqual([
    {
      table: 'builds',
      columns,
      place: 'line 7',
      rows: String.raw`a'b	-1.5e-7
tab\tline\nback\\slash	\N
\\ ' \n AB	true
`,
    },
    { table: 'builds', columns: ['id'], place: 'line 12', rows: 'c\n' },
    { table: 'auth_user', columns: undefined, place: 'line 13', rows: '1\tfalse\n' },
    { table: 'builds', columns: ['id'], place: 'line 15', rows: 'd\n' },
    { table: 'builds', columns, place: 'line 18', rows: 'e\t1\n' },
  ])
})

test('letters of an INSERT keep bytes that look like a backslash', async () => {
  const script = Buffer.from(
    `SET client_encoding = 'SJIS';\nINSERT INTO tests (id) VALUES ('\u0095\\ \\');\n`,
    'latin1',
  )
  for await (const { rows: pieces } of dumpBlocks(Readable.from([script]))) {
    const bytes = Buffer.concat(await Array.fromAsync(pieces)).toString('latin1')
    expect(bytes).toBe('\u0095\\ \\\\\n')
  }
})

test.each([
  ['INSERT INTO public.tests VALUES (now());', 'dump_statement', 'line 2: only COPY'],
  ["INSERT INTO x VALUES ('a'::text);", 'dump_statement', 'line 2: only COPY'],
  ['INSERT INTO tests SELECT 1;', 'dump_statement', 'not: insert into tests select 1'],
  ['INSERT INTO tests (id) VALUES (1) RETURNING id;', 'dump_statement', 'not: insert into tests'],
  ['INSERT INTO x WITH y AS (DELETE FROM tests) VALUES (1);', 'dump_statement', 'not: insert'],
  [
    'INSERT INTO x VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1;',
    'dump_statement',
    'not: insert',
  ],
  ['INSERT INTO tests (id, path) VALUES (1);', 'dump_statement', '1 values into 2 columns'],
  ['INSERT INTO tests VALUES (DEFAULT, 1);', 'dump_statement', 'line 2: DEFAULT in an INSERT'],
  [`INSERT INTO tests (id) VALUES (E'\\u0041');`, 'dump_statement', 'line 2: only COPY'],
  ["COPY public.tests (id) FROM '/etc/passwd';", 'dump_statement', 'line 2: only COPY'],
  ['COPY public.tests (id) FROM stdin WITH (FORMAT csv);', 'dump_statement', 'line 2: only'],
  ['DO $$ begin end $$;', 'dump_statement', `line 2: only COPY FROM stdin and INSERT of plain`],
  ['SELECT delete_all();', 'dump_statement', 'not: select delete_all ( )'],
  ['SELECT 1 INTO x;', 'dump_statement', 'line 2'],
  ['ROLLBACK;', 'dump_statement', 'not: rollback'],
  ['\\i other.sql', 'dump_statement', 'not: \\i other.sql'],
  ['\\copy tests from x', 'dump_statement', 'not: \\copy'],
  ['\\q', 'dump_statement', 'line 2'],
  ['COPY public.tests (id) FROM stdin \\g', 'dump_statement', 'not: \\g'],
  ["SET LOCAL client_encoding = 'LATIN1';", 'dump_statement', 'setting client_encoding cannot'],
  [`BEGIN;\n${copyTests}`, 'dump_statement', 'line 2: this statement begins a transaction'],
  ['BEGIN;\n\\connect x', 'dump_statement', 'line 2: this statement begins a transaction'],
  [`${copyTests}DROP TABLE public.tests CASCADE;`, 'dump_statement', 'removes rows of tests'],
  [`${copyTests}TRUNCATE x;`, 'dump_statement', 'removes rows of tests'],
  [`${copyTests}DROP SCHEMA public;`, 'dump_statement', 'removes rows of tests'],
  [
    "ALTER TABLE tests ADD COLUMN x text DEFAULT 'a\nb';",
    'dump_statement',
    'line 2: this statement alters table tests',
  ],
  ['ALTER TABLE ONLY public.tests RENAME TO x;', 'dump_statement', 'alters table tests'],
  [
    `CREATE TRIGGER x BEFORE INSERT ON tests;\n${copyTests}`,
    'dump_statement',
    'line 2: this statement may change rows of tests',
  ],
  [
    `CREATE RULE x AS ON INSERT TO public.tests DO NOTHING;\n${copyTests}`,
    'dump_statement',
    'may change rows of tests',
  ],
  [
    "SELECT pg_catalog.set_config('search_path', '', false);\nCOPY tests (id) FROM stdin;",
    'dump_statement',
    'line 3: which schema tests is in',
  ],
  [
    'SET search_path = other, public;\nCOPY tests (id) FROM stdin;',
    'dump_statement',
    'search_path is "other, public"',
  ],
  [
    `\\connect one\n${copyTests}\\connect two\n${copyBuilds}`,
    'dump_databases',
    'line 7: rows of a second database, two, after those of one in line 3',
  ],
  [
    `${copyTests}\\connect two\n${copyBuilds}`,
    'dump_databases',
    'a second database, two, after those of the first one',
  ],
  ['COPY public.tests FROM stdin;\n', 'dump_truncated', 'after line 2, inside a COPY'],
  ['COPY public.tests (id) FROM stdin;\na\n', 'dump_truncated', 'after line 3, inside a COPY'],
  ['COPY public.tests (id) FROM stdin;\na\n\\.', 'dump_truncated', 'inside a COPY block'],
  ['CREATE TABLE x (\n', 'dump_truncated', 'inside the statement or comment that begins in line 2'],
  ["COMMENT ON x IS 'it", 'dump_truncated', 'begins in line 2'],
  ['x'.repeat(66 << 20), 'dump_not_plain', 'line 2 is too long'],
])('%.60s is refused', async (line, code, message) => {
  await expect(readBlocks([Buffer.from(`-- a dump\n${line}`)])).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message),
  })
})

test('databases of which one alone has rows of ours are one', async () => {
  const cluster = `\\connect template1\n\\connect postgres\nCOPY public.mine (id) FROM stdin;\n${rows('x')}\\connect production\n${copyTests}\\connect -\n${copyBuilds}\\connect x\n`
  expect(await tablesIn(cluster)).toEqual(['mine', 'tests', 'builds'])
})

test('a file without rows has none', async () => {
  expect(await readBlocks([Buffer.from('SELECT 1;\n-- no end of line')])).toEqual([])
  expect(await readBlocks([])).toEqual([])
})
