import { sortedTexts } from '../../domain/code-point-order.ts'
import { isJsonObject } from '../../platform/json/json-object.ts'
import { originsReportedMax } from './refusal.ts'

const originLengthMax = 100

/**
 * The distinct origins that items of a parsed document name, in any array of it, valid or not
 * (ingestion.md 2.7). Sorted by code point, bounded in number and length.
 */
export function findOrigins(document: unknown): string[] {
  if (!isJsonObject(document)) return []
  const origins = new Set<string>()
  for (const items of Object.values(document)) {
    if (Array.isArray(items)) collectOrigins(items, origins)
  }
  return sortedTexts(origins)
}

function collectOrigins(items: readonly unknown[], origins: Set<string>): void {
  for (const item of items) {
    if (origins.size === originsReportedMax) return
    if (isJsonObject(item) && typeof item['origin'] === 'string') {
      origins.add(item['origin'].slice(0, originLengthMax).toWellFormed())
    }
  }
}
