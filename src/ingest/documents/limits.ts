import type { KcidbTable } from '../../store/app/kcidb-tables.ts'
import type { JsonObject } from '../../platform/json-object.ts'
import { faultsReportedMax, pointerTo } from './refusal.ts'
import { isStorableTime } from './storable-time.ts'
import { holdsNul, nulAt, type ReportFault, type StorageFault } from './storage-fault.ts'

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
    if (isTooLong(item[name], bytesMax)) report(tooLong(pointerTo(pointer, name), bytesMax))
  }
}

function indexedTexts(name: string): Limit {
  return (item, pointer, report) => {
    const texts = item[name]
    if (!Array.isArray(texts)) return
    for (const [index, text] of texts.entries()) {
      if (!isTooLong(text, indexedBytesMax)) continue
      report(tooLong(pointerTo(pointerTo(pointer, name), index), indexedBytesMax))
    }
  }
}

function isTooLong(text: unknown, bytesMax: number): boolean {
  // a code unit has at most three bytes
  if (typeof text !== 'string' || 3 * text.length <= bytesMax) return false
  return Buffer.byteLength(text) > bytesMax
}

function tooLong(pointer: string, bytesMax: number): StorageFault {
  return { code: 'value_too_long', pointer, message: `has more than ${bytesMax} bytes` }
}

function time(name: string): Limit {
  const message = 'is not in the years 1 to 9999 in UTC'
  return (item, pointer, report) => {
    const value = item[name]
    if (typeof value === 'string' && !isStorableTime(value)) {
      report({ code: 'time_out_of_range', pointer: pointerTo(pointer, name), message })
    }
  }
}

function issueVersion(name: string): Limit {
  const message = `is above ${issueVersionMax}`
  return (item, pointer, report) => {
    if (Number(item[name]) > issueVersionMax) {
      report({ code: 'issue_version_too_large', pointer: pointerTo(pointer, name), message })
    }
  }
}

function textWithoutNul(name: string): Limit {
  return (item, pointer, report) => {
    if (holdsNul(item[name])) report(nulAt(pointerTo(pointer, name)))
  }
}
