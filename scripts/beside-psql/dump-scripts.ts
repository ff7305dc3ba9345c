import { join } from 'node:path'
import pg from 'pg'
import { runClient } from './client-program.ts'
import type { Script } from './written-scripts.ts'

/** What makes a dump hard to read: bodies, comments and names that look like something else. */
const oddities = [
  `set check_function_bodies = off`,
  `create table nothing ()`,
  `insert into nothing default values`,
  `create table "Odd ""name""; $$ ü" ("a, b" int, "weiß" text)`,
  `create function between_begin_and_end() returns int language sql
     begin atomic; select 1; select case when true then 1 end; end`,
  `create function change_checkout() returns trigger language plpgsql as $$
begin
insert into checkouts (id, origin) values ('no', 'o');
COPY checkouts (id, origin) FROM stdin;
no	o
\\.
new.comment := 'changed';
return new;
end $$`,
  `create trigger change_checkout before insert on checkouts
     for each row execute function change_checkout()`,
  `create rule several as on insert to nothing do also (select 1; select 2)`,
  `comment on table tests is $$it's
\\connect elsewhere
delete from tests; /* "
$$`,
  `select lo_from_bytea(0, 'large object')`,
]

const rows = [
  `insert into checkouts (id, origin, comment, start_time, git_commit_tags, misc) values
     ('c1', 'o', E'a tab \\t, a line \\n, a return \\r, \\\\. and \\\\N', '2026-01-02 03:04:05.678901+02',
      array['v1', null, '{"', ''], '{"deep": {"a": [1, "\\\\u00e9", 12345678901234567890]}}'),
     ('c2', 'o', '', 'infinity', '{}', 'null'),
     ('c3', 'o', null, '0044-03-15 12:00:00+00 BC', null, null)`,
  `insert into builds (id, checkout_id, origin, duration) values
     ('b1', 'c1', 'o', 'NaN'), ('b2', 'c1', 'o', 0.1)`,
  `insert into tests (id, build_id, origin, environment_compatible) values
     ('t1', 'b1', 'o', array['a,b', ' '])`,
  `insert into issues (id, version, origin) values ('i1', 1, 'o'), ('i1', 2, 'o')`,
  `insert into incidents (id, origin, issue_id, issue_version, test_id) values
     ('n1', 'o', 'i1', 2, 't1')`,
]

const optionsOfDumps = [
  [],
  ['--data-only'],
  ['--data-only', '--disable-triggers'],
  ['--section=data'],
  ['--clean'],
  ['--clean', '--if-exists', '--create'],
  ['--quote-all-identifiers', '--no-owner'],
  ['--table=checkouts', '--table=builds'],
  ['--inserts'],
  ['--inserts', '--data-only'],
  ['--inserts', '--rows-per-insert=2'],
  ['--inserts', '--on-conflict-do-nothing'],
  ['--column-inserts'],
  ['--column-inserts', '--rows-per-insert=100', '--on-conflict-do-nothing', '--data-only'],
  ['--column-inserts', '--quote-all-identifiers'],
]

/** Formats that pg_restore reads, by the options that make them. */
const optionsOfArchives = [
  ['--format=custom'],
  ['--format=custom', '--compress=0'],
  ['--format=custom', '--data-only', '--inserts'],
  ['--format=directory', '--jobs=2'],
  ['--format=tar'],
  ['--format=tar', '--inserts', '--rows-per-insert=3'],
]

/** Letters of each encoding, among them such whose second byte is a backslash. */
const lettersOfEncodings = {
  LATIN1: 'éÿ',
  WIN1252: '€™',
  KOI8R: 'Привет',
  EUC_JP: '表示能',
  SJIS: '表示能',
  BIG5: '功許',
  GBK: '表誠',
  UHC: '表한글',
  GB18030: '表€𠀀',
}

/**
 * Dumps of a database in the forms that pg_dump knows; none where pg_dump is missing or older than
 * the server.
 *
 * @param url a migrated, empty database; it is filled
 * @param folder where archives are put
 */
export async function dumpScripts(url: string, folder: string): Promise<Script[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await dumpsOf(url, folder, client)
  } finally {
    await client.end()
  }
}

async function dumpsOf(url: string, folder: string, client: pg.ClientBase): Promise<Script[]> {
  for (const statement of [...rows, ...oddities]) await client.query(statement)
  const scripts: Script[] = []
  const add = (options: readonly string[]) => {
    const dump = runClient('pg_dump', [...options, url])
    if (dump?.status !== 0) return
    scripts.push({ name: `pg_dump ${options.join(' ')}`, bytes: dump.output, mustRestore: true })
  }
  for (const options of optionsOfDumps) add(options)
  for (const [number, options] of optionsOfArchives.entries()) {
    const [script] = scripts
    const archive = join(folder, `archive-${number}`)
    const made = runClient('pg_dump', [...options, `--file=${archive}`, url])
    if (script === undefined || made?.status !== 0) continue
    scripts.push({ ...script, name: `pg_dump ${options.join(' ')}`, archive })
  }
  await client.query('drop table "Odd ""name""; $$ ü"')
  await client.query(`update checkouts set misc = null`)
  for (const [encoding, letters] of Object.entries(lettersOfEncodings)) {
    await client.query('update checkouts set comment = $1', [letters])
    add([`--encoding=${encoding}`])
    add([`--encoding=${encoding}`, '--inserts'])
  }
  return scripts
}
