import { expect, test } from 'vitest'
import { parseCopyStatement } from './copy-statement.ts'

test('schema, table and columns are read as pg_dump writes them', () => {
  expect(parseCopyStatement('COPY public.tests (_timestamp, id) FROM stdin;')).toEqual({
    schema: 'public',
    table: 'tests',
    columns: ['_timestamp', 'id'],
  })
})

test('without a schema it is public; quoted names lose their quotes', () => {
  expect(parseCopyStatement('COPY "Odd ""name""" ("user", "a, b", ümlaut) FROM stdin; ')).toEqual({
    schema: 'public',
    table: 'Odd "name"',
    columns: ['user', 'a, b', 'ümlaut'],
  })
})

test.each([
  'COPY public.tests FROM stdin;',
  'COPY public.tests () FROM stdin;',
  'COPY public.tests (id) TO stdout;',
  'COPY public.tests (id) FROM stdin; DROP TABLE tests;',
  'COPY (select 1) TO stdout;',
])('%s is another form', (line) => {
  expect(parseCopyStatement(line)).toBeUndefined()
})
