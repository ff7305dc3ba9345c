/** A script, and whether `restore` has to take it: otherwise it may refuse it by name. */
export type Script = {
  name: string
  bytes: Buffer
  /** The same in another format that pg_dump writes, a file or folder, for `restore`. */
  archive?: string
  mustRestore: boolean
}

const checkouts = (...ids: string[]) =>
  `COPY public.checkouts (id, origin, comment) FROM stdin;\n${ids.map((id) => `${id}\to\tit's ; $$ \\\\N\n`).join('')}\\.\n`

const restored: Readonly<Record<string, string>> = {
  'one block': checkouts('a', 'b'),
  'two tables': `${checkouts('a')}COPY public.issues (id, version, origin) FROM stdin;\ni\t1\to\n\\.\n`,
  'lines in CR LF': checkouts('a', 'b').replaceAll('\n', '\r\n'),
  'a byte order mark': `\u00EF\u00BB\u00BF${checkouts('a')}`,
  'a function body': `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$\nbegin\ninsert into x values (1);\nCOPY checkouts (id, origin) FROM stdin;\nno\to\n\\.\n$$;\n${checkouts('a')}`,
  'a tagged dollar quote': `CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $_1a$\nselect $$'$$;\n$_1a$;\n${checkouts('a')}`,
  'a body between BEGIN and END': `CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\nselect case when true then 1 end;\nselect 2;\nEND;\n${checkouts('a')}`,
  'nested comments': `/* /* */ ; ' \n${checkouts('no')}*/\n${checkouts('a')}`,
  'a comment of lines': `-- it's a "comment" /* \\connect x $$\n${checkouts('a')}`,
  'quoted strings': `COMMENT ON TABLE tests IS 'it''s\ninsert into tests values (1);\n\\.\n';\n${checkouts('a')}`,
  'quoted names': `ALTER TABLE "odd '; ""name""" OWNER TO me;\n${checkouts('a')}`,
  'a rule with several statements': `CREATE RULE r AS ON INSERT TO other DO (select 1; select 2);\n${checkouts('a')}`,
  'an escape string': `COMMENT ON TABLE tests IS E'it\\'s; ';\n${checkouts('a')}`,
  'standard_conforming_strings off': `SET standard_conforming_strings = off;\nCOMMENT ON TABLE tests IS 'it\\'s; ';\n${checkouts('a')}`,
  'standard_conforming_strings on again': `SET standard_conforming_strings = off;\nSET standard_conforming_strings = on;\nCOMMENT ON TABLE tests IS '\\';\n${checkouts('a')}`,
  'small letters and a broken line': `copy checkouts\n  (id,\n origin) -- as it is\nfrom stdin\n;\na\to\n\\.\n`,
  'no list of columns': `COPY public.issues FROM stdin;\n2026-01-01 00:00:00+00\ti\t1\to\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\n\\.\n`,
  'a table without columns': `CREATE TABLE nothing ();\nCOPY public.nothing  FROM stdin;\n\n\n\\.\n${checkouts('a')}`,
  'two statements on a line': `SET client_min_messages = warning; ${checkouts('a')}`,
  'a statement after COPY on its line': `COPY checkouts (id, origin) FROM stdin; COPY checkouts (id, origin) FROM stdin;\na\to\n\\.\nb\to\n\\.\n`,
  LATIN1: `SET client_encoding = 'LATIN1';\n${checkouts('\u00E9\u00A9')}`,
  'WIN1252 by SET NAMES': `SET NAMES 'WIN1252';\n${checkouts('\u0080\u0099')}`,
  'EUC_JP by set_config': `SELECT pg_catalog.set_config('client_encoding', 'EUC_JP', false);\n${checkouts('\u00B4\u00C1\u00BB\u00FA')}`,
  'KOI8R by \\encoding': `\\encoding KOI8R\n${checkouts('\u00F2\u00D5')}`,
  'SJIS with backslashes in letters': `SET client_encoding TO sjis;\nCOMMENT ON TABLE tests IS '\u0095\u005C';\n${checkouts('\u0095\u005C', '\u0094\u005C')}`,
  'two encodings': `SET client_encoding = LATIN1;\n${checkouts('\u00E9')}RESET client_encoding;\n${checkouts('\u00C3\u00AA')}`,
  'the encoding after a connect': `SET client_encoding = LATIN1;\n\\connect -\n${checkouts('\u00C3\u00A9')}`,
  'an old search path': `SET search_path = public, pg_catalog;\n${checkouts('a').replace('public.', '')}`,
  'another schema': `CREATE SCHEMA other;\nCREATE TABLE other.checkouts (id text);\nSET search_path = other, pg_catalog;\nCOPY checkouts (id) FROM stdin;\nno\n\\.\n${checkouts('a')}DROP SCHEMA other CASCADE;\n`,
  'dates of another style': `SET datestyle = 'SQL, DMY';\nSET TIME ZONE 'Europe/Berlin';\nCOPY checkouts (id, origin, start_time) FROM stdin;\na\to\t02/03/2026 10:00:00\n\\.\n`,
  'NULL in arrays': `SET array_nulls = off;\nCOPY checkouts (id, origin, git_commit_tags) FROM stdin;\na\to\t{NULL,b}\n\\.\n`,
  'instants out of range': `COPY checkouts (id, origin, start_time) FROM stdin;\na\to\tinfinity\nb\to\t-infinity\nc\to\t0044-03-15 12:00:00+00 BC\nd\to\t10000-01-01 00:00:00+00\n\\.\n`,
  'a transaction': `BEGIN;\n${checkouts('a')}COMMIT;\n`,
  'truncated before': `TRUNCATE checkouts;\n${checkouts('a')}`,
  'a large object': `BEGIN;\nSELECT pg_catalog.lo_open('1', 131072);\nSELECT pg_catalog.lowrite(0, '\\x00');\nSELECT pg_catalog.lo_close(0);\nCOMMIT;\n${checkouts('a')}`,
  'restricted commands': `\\restrict abc\n${checkouts('a')}\\unrestrict abc\n`,
  INSERT: `insert into checkouts (id, origin) values ('a', 'o');`,
  'INSERTs around a block': `insert into issues (id, version, origin) values ('i', 1, 'o');${checkouts('a')}insert into public.issues (version, id, origin) values\n  (-2, E'\\t\\'\\\\', ';'), (3, 'x''y', '')\n on conflict do nothing;\n`,
  'an INSERT with backslashes': `SET standard_conforming_strings = off;\ninsert into checkouts (id, origin) values ('\\\\a\\'', 'o\\n');\n`,
  'an INSERT in SJIS': `SET client_encoding TO sjis;\ninsert into checkouts (id, origin) values ('\u0095\u005C', 'o\\');\n`,
  'an INSERT of lines': `insert into checkouts (id, origin, comment) values ('a', 'o', 'a\ttab\r\n\\.\n\\N');\n`,
  'an escaped end of line': `COPY checkouts (id, origin, comment) FROM stdin;\na\to\tx\\\ny\n\\.\n`,
}

const perhapsRefused: Readonly<Record<string, string>> = {
  'INSERT of a call': `insert into checkouts (id, origin) values (upper('a'), 'o');`,
  'INSERT of a query': `insert into checkouts (id, origin) select 'a', 'o';`,
  'INSERT twice': `insert into checkouts (id, origin) values ('a', 'o'), ('a', 'p') on conflict do nothing;`,
  'INSERT without semicolon': `insert into checkouts (id, origin) values ('a', 'o')`,
  'INSERT after a carriage return': `-- comment\rinsert into checkouts (id, origin) values ('a', 'o');\n`,
  'DELETE afterwards': `${checkouts('a')}delete from checkouts;\n`,
  'a DO block': `${checkouts('a')}do $$ begin delete from checkouts; end $$;\n`,
  ROLLBACK: `begin;\n${checkouts('a')}rollback;\n`,
  'BEGIN without COMMIT': `begin;\n${checkouts('a')}`,
  'options of COPY': `COPY checkouts (id, origin) FROM stdin (delimiter ',');\na,o\n\\.\n`,
  'no end of rows': `COPY checkouts (id, origin) FROM stdin;\na\to\n`,
  'end of rows at the end of the file': checkouts('a').trimEnd(),
  'dropped afterwards': `${checkouts('a')}DROP TABLE checkouts;\n`,
  'renamed afterwards': `${checkouts('a')}ALTER TABLE checkouts RENAME TO x;\n`,
  'emptied afterwards': `${checkouts('a')}TRUNCATE checkouts;\n`,
  'a trigger before': `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ begin return null; end $$;\nCREATE TRIGGER t BEFORE INSERT ON public.checkouts FOR EACH ROW EXECUTE FUNCTION f();\n${checkouts('a')}`,
  'a rule before': `CREATE RULE r AS ON INSERT TO checkouts DO INSTEAD NOTHING;\n${checkouts('a')}`,
  'a query buffer that is sent by \\g': `COPY checkouts (id, origin) FROM stdin \\g\na\to\n\\.\n`,
  'an unknown encoding': `SET client_encoding = 'KLINGON';\n${checkouts('a')}`,
  'bytes that are no UTF-8': checkouts('\u00E9'),
  'mixed ends of lines': checkouts('a', 'b').replace(';\n', ';\r\n').replace('N\n', 'N\r\n'),
  'a local encoding': `BEGIN;\nSET LOCAL client_encoding = 'LATIN1';\n${checkouts('\u00C3\u00A9')}COMMIT;\n`,
  'a setting in capitals': `SET CLIENT_ENCODING TO 'latin-1';\n${checkouts('\u00C3\u00A9')}`,
  'a setting in quotes': `SET "client_encoding" = 'LATIN1';\n${checkouts('\u00C3\u00A9')}`,
  'a row that is too short': `COPY checkouts (id, origin) FROM stdin;\na\n\\.\n`,
  quit: `\\q\n${checkouts('a')}`,
  'a condition': `\\if false\n${checkouts('a')}\\endif\n`,
}

/** Scripts that were written by hand, a character per byte. */
export const writtenScripts: readonly Script[] = [
  ...Object.entries(restored).map(([name, text]) => script(name, text, true)),
  ...Object.entries(perhapsRefused).map(([name, text]) => script(name, text, false)),
]

function script(name: string, text: string, mustRestore: boolean): Script {
  return { name, bytes: Buffer.from(text, 'latin1'), mustRestore }
}
