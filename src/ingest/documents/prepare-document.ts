import { type KcidbTable, kcidbTables } from '../../store/app/schema/kcidb-tables.ts'
import { detectVersion } from './detect-version.ts'
import { versionFault } from './faults/version-fault.ts'
import { findOrigins } from './find-origins.ts'
import type { ExcerptRule } from '../excerpts/excerpt-rule.ts'
import { linkKeptExcerpts } from '../excerpts/link-kept-excerpts.ts'
import type { LongExcerpts } from '../excerpts/note-long-excerpts.ts'
import type { JsonObject } from '../../platform/json/json-object.ts'
import { standardiseLabs } from './lab-names.ts'
import { findStorageFaults } from './storing/storage-limits.ts'
import { parseDocument } from './parsing/parse-document.ts'
import { refuse, type Refusal } from './refusal.ts'
import { findRowFaults } from './storing/row-limits.ts'
import { type Row, rowsOf } from './storing/rows.ts'
import { newestVersion } from './schema/format-versions.ts'
import type { StorageFault } from './faults/storage-fault.ts'
import { standardiseTreeNames } from './tree-names.ts'
import { traceNothing, type TraceBack } from './upgrade/trace-back.ts'
import { upgradeDocument } from './upgrade/upgrade-document.ts'
import { validate } from './validate.ts'

export type PrepareOptions = {
  /** `_timestamp` of all rows, as PostgreSQL reads it from text. */
  readonly receivedAt: string
  /** Git repository URL → tree name. */
  readonly treeNames: ReadonlyMap<string, string>
  /** Names that machines give to labs, without the flags `g` and `y`. */
  readonly automaticLab: RegExp
  /** What is done with long log excerpts; without it they stay. */
  readonly excerpts?: ExcerptRule | undefined
}

export type RowsByTable = Readonly<Record<KcidbTable, Row[]>>

export type PreparedDocument =
  | {
      readonly accepted: true
      readonly rows: RowsByTable
      readonly replacedSurrogates: number
      readonly longExcerpts: LongExcerpts
    }
  | { readonly accepted: false; readonly refusal: Refusal }

/**
 * Everything that happens to a submission before the database sees it (ingestion.md 2.7,
 * decisions.md 2): parse, validate as its own version, upgrade, validate as 5.3, standardise tree
 * and lab names, link log excerpts that storage has, check that it can be stored, make rows. All or nothing; never throws.
 *
 * @param bytes the submission as it was received
 */
export function prepareDocument(bytes: Uint8Array, options: PrepareOptions): PreparedDocument {
  try {
    return prepare(bytes, options)
  } catch (error) {
    // the engine's limits: a string of 512 Mi characters, the stack of the regular expressions
    if (!(error instanceof RangeError)) throw error
    const reason = 'A value in the document is too large to be processed'
    return { accepted: false, refusal: refuse('row_too_large', reason) }
  }
}

function prepare(bytes: Uint8Array, options: PrepareOptions): PreparedDocument {
  const parsed = parseDocument(bytes)
  if (!parsed.parsed) return { accepted: false, refusal: parsed.refusal }
  const { document, replacedSurrogates } = parsed

  const upgraded = upgradeToNewest(document)
  if ('refusal' in upgraded) return { accepted: false, refusal: upgraded.refusal }
  const tables = tablesOf(document as JsonObject)

  standardiseTreeNames(tables.checkouts, options.treeNames)
  standardiseLabs(tables.builds, tables.tests, options.automaticLab)
  const longExcerpts = {
    builds: keptLong(tables.builds, options.excerpts),
    tests: keptLong(tables.tests, options.excerpts),
  }

  const rows = mapTables((table) => rowsOf(table, tables[table], options.receivedAt))
  const faults = kcidbTables.flatMap((table) => [
    ...findStorageFaults(table, tables[table]),
    ...findRowFaults(table, tables[table], rows[table]),
  ])
  const unstorable = refusalOfFaults(upgraded.traceBack(faults).toArray(), document)
  if (unstorable !== undefined) return { accepted: false, refusal: unstorable }
  return { accepted: true, rows, replacedSurrogates, longExcerpts }
}

function keptLong(items: readonly JsonObject[], rule: ExcerptRule | undefined): string[] {
  return rule === undefined ? [] : linkKeptExcerpts(items, rule)
}

/** Validates a document as its own version and, after the upgrade in place, as the newest. */
function upgradeToNewest(document: unknown): { refusal: Refusal } | { traceBack: TraceBack } {
  const version = detectVersion(document)
  if (version === undefined) return { refusal: refusalOfVersion(document) }
  const faults = validate(document, version)
  if (faults.length > 0) {
    const reason = `The document is not valid for version ${version}, which it names`
    return { refusal: refuse('invalid_document', reason, faults, findOrigins(document)) }
  }
  if (version === newestVersion) return { traceBack: traceNothing }

  const traceBack = upgradeDocument(document as JsonObject, version)
  const faultsAfter = validate(document, newestVersion, traceBack)
  if (faultsAfter.length === 0) return { traceBack }
  const reason = `The document is valid for version ${version}, but not when upgraded to ${newestVersion}`
  return { refusal: refuse('invalid_after_upgrade', reason, faultsAfter, findOrigins(document)) }
}

function refusalOfVersion(document: unknown): Refusal {
  const reason = 'The document does not name a version of the format that is known here'
  return refuse('unknown_version', reason, [versionFault(document)], findOrigins(document))
}

function refusalOfFaults(faults: readonly StorageFault[], document: unknown): Refusal | undefined {
  const [first] = faults
  if (first === undefined) return undefined
  const alike = faults.filter(({ code }) => code === first.code)
  const shown = alike.map(({ pointer, message }) => ({ pointer, message }))
  return refuse(
    first.code,
    'The database could not store the document',
    shown,
    findOrigins(document),
  )
}

function tablesOf(document: JsonObject): Record<KcidbTable, JsonObject[]> {
  return mapTables((table) => (document[table] ?? []) as JsonObject[])
}

function mapTables<T>(make: (table: KcidbTable) => T): Record<KcidbTable, T> {
  const entries = kcidbTables.map((table) => [table, make(table)] as const)
  return Object.fromEntries(entries) as Record<KcidbTable, T>
}
