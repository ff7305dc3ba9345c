import type pg from 'pg'
import type { KcidbTable } from '../../store/app/schema/kcidb-tables.ts'
import { type ArchiveTable, archiveColumns } from '../archive/archive-tables.ts'
import { archiveValueSql } from './archive-values.ts'

/** Which rows a snapshot holds. */
export type SnapshotRules = {
  /** The window, in milliseconds before the clock of PostgreSQL; both ends belong to it. */
  startMs: number
  endMs: number
  /** Those whose rows are taken; none for all. */
  origins: readonly string[]
  /** Whether builds, tests and incidents come only with what they belong to. */
  relatedOnly: boolean
}

/** Which column says when a row belongs to a window, which one who sent it, and in which order rows come. */
type Selection = { time: string; origin: string; order: readonly string[] }

const byArrival: Selection = { time: '_timestamp', origin: 'origin', order: ['_timestamp', 'id'] }

const selections: Readonly<Record<Exclude<ArchiveTable, 'tree_tests_rollup'>, Selection>> = {
  issues: { ...byArrival, order: ['_timestamp', 'id', 'version'] },
  checkouts: byArrival,
  builds: byArrival,
  tests: byArrival,
  incidents: byArrival,
  latest_checkout: { time: 'start_time', origin: 'origin', order: ['start_time', 'checkout_id'] },
  hardware_status: {
    time: 'start_time',
    origin: 'test_origin',
    order: ['start_time', 'test_origin', 'platform', 'checkout_id'],
  },
  tree_listing: { time: 'start_time', origin: 'origin', order: ['start_time', 'checkout_id'] },
}

/** The query of a table of a snapshot, its values as an archive has them (reference/operations.md 1.3). */
export function snapshotSql(
  client: pg.ClientBase,
  table: ArchiveTable,
  rules: SnapshotRules,
): string {
  const sql = new SnapshotSql(client, rules)
  return table === 'tree_tests_rollup' ? sql.treeTests() : sql.rows(table)
}

class SnapshotSql {
  readonly #client: pg.ClientBase
  readonly #rules: SnapshotRules

  constructor(client: pg.ClientBase, rules: SnapshotRules) {
    this.#client = client
    this.#rules = rules
  }

  rows(table: keyof typeof selections): string {
    const { order } = selections[table]
    return `${selected(table)} where ${this.#conditions(table)} order by ${sorted(table, order)}`
  }

  /** Whole rows of each tree and commit that has a checkout in the window. */
  treeTests(): string {
    // as text, so that null equals null and the checkouts are looked up by a hash
    const commit =
      'row(origin, tree_name, git_repository_branch, git_repository_url, git_commit_hash)::text'
    const key = archiveColumns.tree_tests_rollup.slice(0, -8)
    return `${selected('tree_tests_rollup')}
      where ${commit} in (select ${commit} from checkouts where ${this.#inWindow('start_time')})
        ${this.#ofOrigins('origin')}
      order by ${sorted('tree_tests_rollup', key)}`
  }

  #conditions(table: keyof typeof selections): string {
    const { time, origin } = selections[table]
    const related = this.#rules.relatedOnly ? this.#related(table) : ''
    return `${this.#inWindow(time)} ${this.#ofOrigins(origin)} ${related}`
  }

  /** What a row belongs to is in the archive, too; an issue may be of any time. */
  #related(table: ArchiveTable): string {
    const idsOf = (parent: KcidbTable) =>
      `select id from ${parent} where ${this.#conditions(parent)}`
    if (table === 'builds') return `and checkout_id in (${idsOf('checkouts')})`
    if (table === 'tests') return `and build_id in (${idsOf('builds')})`
    return table === 'incidents' ? 'and issue_id in (select id from issues)' : ''
  }

  #inWindow(time: string): string {
    const ago = (ms: number) => `now() - interval '${ms} milliseconds'`
    return `${time} between ${ago(this.#rules.startMs)} and ${ago(this.#rules.endMs)}`
  }

  #ofOrigins(column: string): string {
    const { origins } = this.#rules
    if (origins.length === 0) return ''
    return `and ${column} in (${origins.map((each) => this.#client.escapeLiteral(each)).join(', ')})`
  }
}

function selected(table: ArchiveTable): string {
  return `select ${archiveColumns[table].map(archiveValueSql).join(', ')} from ${table}`
}

/** By what is stored, not by what is written of it; text by code point, whatever the database's default. */
function sorted(table: ArchiveTable, columns: readonly string[]): string {
  const others = new Set([
    '_timestamp',
    'start_time',
    'version',
    'issue_version',
    'issue_uncategorized',
    'is_boot',
  ])
  return columns
    .map((column) => `${table}.${column}${others.has(column) ? '' : ' collate "C"'}`)
    .join(', ')
}
