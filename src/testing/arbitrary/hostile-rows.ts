import { parseEveryDigit } from '../../platform/json/exact-json.ts'
import { hostileTexts } from '../openapi/hostile-texts.ts'
import type { SubmittedRow, SubmittedRows } from '../rows/staged-rows.ts'

/** `null` as a value of JSON, which is not the absence of one. */
const jsonNull = { toJSON: () => null }

/** A JSON value where an object is expected that may hold these members, of any shape too. */
function misc(...names: string[]): readonly unknown[] {
  // ingest refuses what overflows a double, and a dump may bring it
  const numbers = [7, parseEveryDigit('1e400')]
  const values = [
    'ok',
    '',
    null,
    ...numbers,
    true,
    ['a'],
    { b: 'c' },
    '__proto__',
    'x'.repeat(3_000),
  ]
  const members = names.flatMap((name) => values.map((value) => ({ [name]: value })))
  return [null, jsonNull, 'text', '{"platform":"in text"}', 0, false, [], [1, null], {}, ...members]
}

const columns = {
  // PostgreSQL holds no NUL
  text: [null, ...hostileTexts.filter((text) => !text.includes('\0'))],
  // what a dump may bring and ingest refuses is among them (decisions.md 2)
  instant: [
    '2026-02-01T00:00:00Z',
    null,
    '2026-02-02T00:00:00.000001Z',
    'infinity',
    '-infinity',
    '0044-03-15 12:00:00+00 BC',
    '10000-01-01 00:00:00+00',
    '0001-01-01 00:00:00+00',
    '9999-12-31 23:59:59.999999+00',
  ],
  status: ['PASS', 'FAIL', null, '', 'pass', 'BROKEN', '__proto__', 'ERROR', 'NULL', 'Unknown'],
  origin: ['maestro', 'maestro', '', '__proto__', 'a,b', 'ö', 'null'],
  number: [12.5, null, 0, -1, 'NaN', 'Infinity', '-Infinity', '1e308', '1e-320'],
  texts: [
    null,
    [],
    ['v6.1'],
    [''],
    '{NULL}',
    '{NULL,a}',
    '{{a,b},{c,d}}',
    '[0:1]={a,b}',
    ['a,b', '"', '\\'],
    ['a', 'a'],
    ['é/%'],
  ],
  path: [null, '', 'boot', 'boot.', 'boot.nfs', 'bootx', '.', '..a', 'a b/c%', 'é'.repeat(2_000)],
  flag: [null, true, false],
  version: [1, 0, -1, 2_147_483_647, -2_147_483_648],
  files: [null, jsonNull, 'text', 3, {}, [], [null], [{ name: 'a', url: 'b' }], [['a']]],
  buildMisc: misc('platform', 'lab'),
  testMisc: misc('runtime', 'error_msg'),
  environment: misc('platform'),
} satisfies Record<string, readonly unknown[]>

/** Takes the values of each kind in turn, so that each of them comes, and not always beside the same. */
class Turns {
  readonly #next = new Map<keyof typeof columns, number>()

  next(kind: keyof typeof columns): unknown {
    const values: readonly unknown[] = columns[kind]
    const place = this.#next.get(kind) ?? 0
    this.#next.set(kind, place + 1)
    return values[place % values.length]
  }

  row(kinds: Readonly<Record<string, keyof typeof columns>>): SubmittedRow {
    return Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, this.next(kind)]))
  }
}

/** Checkouts, in pairs of one tree; every odd text is the name of a tree, a branch and a commit. */
const numberOfCheckouts = 2 * columns.text.length

function checkouts(turns: Turns): SubmittedRow[] {
  const texts = columns.text
  const textAt = (place: number) => texts[place % texts.length]
  return Array.from({ length: numberOfCheckouts }, (_, n) => ({
    ...turns.row({
      git_commit_name: 'text',
      git_commit_tags: 'texts',
      git_commit_message: 'text',
      _timestamp: 'instant',
      start_time: 'instant',
      misc: 'buildMisc',
    }),
    id: `c${n}`,
    // one pair in two is of a tree that ordinary requests find
    origin: n % 4 < 2 ? 'maestro' : turns.next('origin'),
    tree_name: textAt(n >> 1),
    git_repository_branch: textAt((n >> 1) + 7),
    git_repository_url: textAt((n >> 1) + 11),
    git_commit_hash: textAt(n + 3),
  }))
}

function builds(turns: Turns): SubmittedRow[] {
  return Array.from({ length: 2 * numberOfCheckouts }, (_, n) => ({
    ...turns.row({
      _timestamp: 'instant',
      origin: 'origin',
      status: 'status',
      start_time: 'instant',
      duration: 'number',
      architecture: 'text',
      compiler: 'text',
      config_name: 'text',
      config_url: 'text',
      log_url: 'text',
      log_excerpt: 'text',
      command: 'text',
      comment: 'text',
      misc: 'buildMisc',
      input_files: 'files',
      output_files: 'files',
    }),
    id: n % 13 === 0 ? `maestro:dummy_${n}` : `b${n}`,
    // the checkouts of the last builds have not arrived
    checkout_id: `c${Math.floor((n * 11) / 21)}`,
  }))
}

function tests(turns: Turns, ofBuilds: readonly SubmittedRow[]): SubmittedRow[] {
  return Array.from({ length: 5 * ofBuilds.length }, (_, n) => ({
    ...turns.row({
      _timestamp: 'instant',
      status: 'status',
      path: 'path',
      start_time: 'instant',
      duration: 'number',
      number_value: 'number',
      log_url: 'text',
      log_excerpt: 'text',
      environment_misc: 'environment',
      environment_compatible: 'texts',
      misc: 'testMisc',
      output_files: 'files',
    }),
    id: `t${n}`,
    origin: n % 2 === 0 ? 'maestro' : turns.next('origin'),
    build_id: ofBuilds[Math.floor(n / 4.8)]?.['id'] ?? 'has not arrived',
  }))
}

const numberOfIssues = 40

function issues(turns: Turns): SubmittedRow[] {
  return Array.from({ length: numberOfIssues }, (_, n) => ({
    ...turns.row({
      _timestamp: 'instant',
      origin: 'origin',
      comment: 'text',
      report_url: 'text',
      report_subject: 'text',
      culprit_code: 'flag',
      culprit_tool: 'flag',
      culprit_harness: 'flag',
      categories: 'texts',
      misc: 'buildMisc',
    }),
    id: issueId(n),
    version: turns.next('version'),
  }))
}

/** Several versions of one issue, and ids that are odd themselves. */
function issueId(n: number): unknown {
  return columns.text[1 + Math.floor(n / 3)] || 'i'
}

function incidents(turns: Turns, numberOfTests: number): SubmittedRow[] {
  return Array.from({ length: 400 }, (_, n) => ({
    ...turns.row({ _timestamp: 'instant', origin: 'origin', present: 'flag', comment: 'text' }),
    id: `n${n}`,
    issue_id: issueId(n % (numberOfIssues + 5)),
    issue_version: turns.next('version'),
    build_id: n % 3 === 0 ? `b${n}` : null,
    test_id: n % 3 === 1 || n % 12 === 0 ? `t${(n * 7) % numberOfTests}` : null,
  }))
}

/**
 * Rows that no submitter should send, and some that no ingester lets through but a dump may bring:
 * wrong shapes of JSON, statuses that do not exist, empty and missing texts, names that mean something
 * to programs, instants outside the calendar, numbers that are none, items whose parents are missing.
 * Every such value is in every column that can hold it.
 */
export function hostileRows(): Required<SubmittedRows> {
  const turns = new Turns()
  const made = builds(turns)
  const run = tests(turns, made)
  return {
    checkouts: checkouts(turns),
    builds: made,
    tests: run,
    issues: issues(turns),
    incidents: incidents(turns, run.length),
  }
}
