import { expect, test } from 'vitest'
import { type CopyStatement, parseCopyStatement } from './copy-statement.ts'
import { SqlScanner } from './sql-scanner.ts'

function parse(text: string): CopyStatement | undefined {
  const bytes = Buffer.from(text).toString('latin1')
  const [part] = [...new SqlScanner().scanLine(bytes, 1)]
  return part?.kind === 'statement' ? parseCopyStatement(part.tokens) : undefined
}

test('schema, table and columns are read as pg_dump writes them', () => {
  expect(parse('COPY public.tests (_timestamp, id) FROM stdin;')).toEqual({
    schema: 'public',
    table: 'tests',
    columns: ['_timestamp', 'id'],
  })
})

test('a schema is not needed; quoted names lose their quotes', () => {
  expect(parse('COPY "Odd ""name""" ("user", "a, b", ümlaut) FROM stdin; ')).toEqual({
    schema: undefined,
    table: 'Odd "name"',
    columns: ['user', 'a, b', 'ümlaut'],
  })
})

test('letter case, spaces and comments mean nothing', () => {
  expect(parse('copy Public . TESTS(Id,/* the, end */Path)from STDIN -- now\n;')).toEqual({
    schema: 'public',
    table: 'tests',
    columns: ['id', 'path'],
  })
})

test.each(['COPY public.empty  FROM stdin;', 'COPY public.empty FROM STDIN;'])(
  '%s has no list of columns',
  (text) => {
    expect(parse(text)).toEqual({ schema: 'public', table: 'empty', columns: undefined })
  },
)

test.each([
  'COPY public.tests () FROM stdin;',
  'COPY public.tests (id,) FROM stdin;',
  'COPY public.tests (id) TO stdout;',
  'COPY public.tests (id) FROM stdin WITH (FORMAT csv);',
  `COPY public.tests (id) FROM '/etc/passwd';`,
  `COPY public.tests (id) FROM PROGRAM 'ls';`,
  'COPY (select 1) TO stdout;',
  `COPY 'tests' (id) FROM stdin;`,
  'COPY;',
])('%s is another form', (text) => {
  expect(parse(text)).toBeUndefined()
})
