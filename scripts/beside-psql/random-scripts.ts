import fc from 'fast-check'
import type { BothWays } from './both-ways.ts'

/** A table, the columns that are filled and the values besides the id. */
const targets = [
  { table: 'public.checkouts', columns: 'id, origin, comment', values: ['o', "it's"] },
  { table: 'checkouts', columns: 'id, origin, comment', values: ['o', '\u00C3\u00A9'] },
  { table: 'public.issues', columns: 'id, version, origin', values: ['1', '$$'] },
  { table: 'other.checkouts', columns: 'id, origin', values: ['o'] },
]

/** Whole statements and commands. */
const statements = [
  '-- a comment',
  "-- it's /* one",
  '/* a comment; */',
  '/* /* nested */ " */',
  "COMMENT ON TABLE issues IS 'it''s; ';",
  "COMMENT ON TABLE issues IS 'a\\';",
  "COMMENT ON TABLE issues IS E'\\';';",
  'SELECT 1 AS "a;b""\'";',
  'SELECT (1 + 1);',
  'SET standard_conforming_strings = off;',
  'SET standard_conforming_strings = on;',
  "SET client_encoding = 'LATIN1';",
  "SET client_encoding = 'UTF8';",
  "SET client_encoding TO 'SJIS';",
  'RESET client_encoding;',
  'SET search_path = other, pg_catalog;',
  'SET search_path = public, pg_catalog;',
  "SELECT pg_catalog.set_config('search_path', 'public', false);",
  'CREATE SCHEMA other; CREATE TABLE other.checkouts (id text, origin text);',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT 1; END;',
  'CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$;$_$;$$;',
  'CREATE FUNCTION h() RETURNS int LANGUAGE sql AS $_$\n$$;\nDELETE FROM issues;\n$_$;',
  'BEGIN;',
  'COMMIT;',
  'BEGIN; COMMIT;',
  'TRUNCATE issues;',
  'ALTER TABLE issues OWNER TO CURRENT_USER;',
  'ALTER TABLE issues DISABLE TRIGGER ALL;',
  '\\connect -',
  '\\restrict a',
  '\\unrestrict a',
]

/** What opens or closes something for the scanner. */
const pieces = [
  '',
  '*/',
  '/*',
  "'",
  "''",
  '"',
  '$$',
  '$_$',
  '(',
  ')',
  ';',
  '\\;',
  '--',
  'E',
  'begin',
  'end',
]

const forms = ['copy', 'insert'] as const

type Part = string | { target: (typeof targets)[number]; form: (typeof forms)[number] }

const anyForm = fc.constantFrom(...forms)
const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...statements) },
  { weight: 1, arbitrary: fc.constantFrom(...pieces) },
  { weight: 4, arbitrary: fc.record({ target: fc.constantFrom(...targets), form: anyForm }) },
)
const separator = fc.constantFrom('\n', '\n', '\n', '\n', ' ', '\r\n')

const partsWithEnds = fc.array(fc.tuple(part, separator), { maxLength: 6 })

/** Scripts of random statements around COPY blocks and INSERTs, a character per byte; no id comes twice in one. */
const randomScript = fc
  .tuple(partsWithEnds, fc.constantFrom(...targets), anyForm, partsWithEnds)
  .map(([before, target, form, after]) => {
    const parts: [Part, string][] = [...before, [{ target, form }, ''], ...after]
    return parts
      .map(([each, end], at) =>
        typeof each === 'string' ? `${each}${end}` : rowsInForm[each.form](each.target, at),
      )
      .join('')
  })

const rowsInForm = { copy: copyBlock, insert: insertStatement }

function insertStatement({ table, columns, values }: (typeof targets)[number], at: number): string {
  const row = (id: string) =>
    `(${[id, ...values].map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`
  return `INSERT INTO ${table} (${columns}) VALUES ${row(`a${at}`)}, ${row(`b${at}`)};\n`
}

function copyBlock({ table, columns, values }: (typeof targets)[number], at: number): string {
  const rows = [`a${at}`, `b${at}`].map((id) => `${[id, ...values].join('\t')}\n`).join('')
  return `COPY ${table} (${columns}) FROM stdin;\n${rows}\\.\n`
}

/** Tries random scripts both ways until one leads to different rows. */
export async function tryRandomScripts(
  ways: BothWays,
  { runs, seed }: { runs: number; seed?: number },
): Promise<{ right: boolean; told: string }> {
  const counted = { restored: 0, rows: 0, refused: 0 }
  const same = fc.asyncProperty(randomScript, async (script) => {
    const outcome = await ways.compare(Buffer.from(script, 'latin1'))
    if ('differs' in outcome) throw new Error(`${outcome.differs} differs`)
    if ('refused' in outcome) counted.refused += 1
    else {
      counted.restored += 1
      counted.rows += outcome.rows
    }
  })
  const result = await fc.check(same, { numRuns: runs, ...(seed === undefined ? {} : { seed }) })
  if (result.failed) return { right: false, told: fc.defaultReportMessage(result) ?? '' }
  const { restored, rows, refused } = counted
  return { right: true, told: `${restored} with ${rows} equal rows, ${refused} refused` }
}
