import type { KcidbTable } from '../../../store/app/schema/kcidb-tables.ts'
import type { JsonObject } from '../../../platform/json/json-object.ts'
import { foundValue } from '../faults/found-value.ts'
import { pointerTo } from '../faults/json-pointer.ts'
import { holdsNul, nulFault, type ReportFault, type StorageFault } from '../faults/storage-fault.ts'
import { faultsReportedMax } from '../refusal.ts'
import { isStorableTime } from './storable-time.ts'

/** Looks at one part of an item and reports what PostgreSQL would refuse there. */
type Limit = (item: JsonObject, pointer: string, report: ReportFault) => void

const issueVersionMax = 2 ** 31 - 1

/** A b-tree or GIN entry holds about 2700 bytes: an id, and in some an origin or small columns. */
const indexedBytesMax = 2000
const originBytesMax = 500

const limits: Readonly<Record<KcidbTable, readonly Limit[]>> = {
  checkouts: [
    indexedText('id'),
    indexedText('origin', originBytesMax),
    indexedTexts('git_commit_tags'),
    time('start_time'),
    time('origin_builds_finish_time'),
    time('origin_tests_finish_time'),
    // the one text whose format does not exclude U+0000
    textWithoutNul('message_id'),
  ],
  builds: [
    indexedText('id'),
    indexedText('checkout_id'),
    indexedText('origin', originBytesMax),
    time('start_time'),
  ],
  tests: [
    indexedText('id'),
    indexedText('build_id'),
    indexedText('origin', originBytesMax),
    time('start_time'),
  ],
  issues: [indexedText('id'), indexedText('origin', originBytesMax), issueVersion('version')],
  incidents: [
    indexedText('id'),
    indexedText('origin', originBytesMax),
    indexedText('issue_id'),
    indexedText('build_id'),
    indexedText('test_id'),
    issueVersion('issue_version'),
  ],
}

/**
 * What in the plain properties of valid 5.3 items the database could not store (ingestion.md O-2,
 * decisions.md 2). Found before the database sees a row, so that a bad document costs no neighbour.
 *
 * @returns the first {@link faultsReportedMax} faults; none when every item can be stored
 */
export function findStorageFaults(table: KcidbTable, items: readonly JsonObject[]): StorageFault[] {
  const faults: StorageFault[] = []
  const report: ReportFault = (fault) => {
    if (faults.length < faultsReportedMax) faults.push(fault)
  }
  for (const [index, item] of items.entries()) {
    for (const limit of limits[table]) limit(item, `/${table}/${index}`, report)
    if (faults.length === faultsReportedMax) break
  }
  return faults
}

function indexedText(name: string, bytesMax = indexedBytesMax): Limit {
  return (item, pointer, report) => {
    const text = item[name]
    if (mayBeTooLong(text, bytesMax)) {
      reportTooLong(text, bytesMax, pointerTo(pointer, name), report)
    }
  }
}

function indexedTexts(name: string): Limit {
  return (item, pointer, report) => {
    const texts = item[name]
    if (!Array.isArray(texts)) return
    const list = pointerTo(pointer, name)
    for (const [index, text] of texts.entries()) {
      if (mayBeTooLong(text, indexedBytesMax)) {
        reportTooLong(text, indexedBytesMax, pointerTo(list, index), report)
      }
    }
  }
}

/** Asked before a place is named, which costs as much as all other looks at a text. */
function mayBeTooLong(text: unknown, bytesMax: number): text is string {
  // a code unit has at most three bytes
  return typeof text === 'string' && 3 * text.length > bytesMax
}

function reportTooLong(text: string, bytesMax: number, pointer: string, report: ReportFault): void {
  const bytes = Buffer.byteLength(text)
  if (bytes <= bytesMax) return
  const message = `has ${bytes} bytes, but must have at most ${bytesMax}`
  report({ code: 'value_too_long', pointer, message })
}

function time(name: string): Limit {
  const wanted = 'must be in the years 1 to 9999 in UTC, rounded to the microsecond'
  return (item, pointer, report) => {
    const value = item[name]
    if (typeof value !== 'string' || isStorableTime(value)) return
    const message = `is ${foundValue(value)}, but ${wanted}`
    report({ code: 'time_out_of_range', pointer: pointerTo(pointer, name), message })
  }
}

function issueVersion(name: string): Limit {
  return (item, pointer, report) => {
    const version = Number(item[name])
    if (!(version > issueVersionMax)) return
    const message = `is ${version}, but must be at most ${issueVersionMax}`
    report({ code: 'issue_version_too_large', pointer: pointerTo(pointer, name), message })
  }
}

function textWithoutNul(name: string): Limit {
  return (item, pointer, report) => {
    const value = item[name]
    if (holdsNul(value)) {
      report(nulFault({ pointer: pointerTo(pointer, name), value, isName: false }))
    }
  }
}
