import { isJsonObject } from '../../platform/json/json-object.ts'
import { excerptName, hashOfExcerptUrl } from '../../store/excerpts/excerpt-address.ts'
import { jsonColumn } from '../json-column.ts'

/** A log excerpt as a row of a build or test has it: its text, or where it was moved to (ingestion.md 2.10). */
export type StoredExcerpt = {
  readonly text: string | null
  /** Null where the row has the text itself, and where there never was any. */
  readonly movedTo: string | null
}

/** What the columns of a row say. */
export function storedExcerpt(row: {
  log_excerpt: string | null
  output_files: unknown
}): StoredExcerpt {
  const { log_excerpt: text } = row
  return { text, movedTo: text === '' ? addressIn(jsonColumn(row.output_files)) : null }
}

/** The address comes last: an item may have had a file of that name before. */
function addressIn(files: unknown): string | null {
  const addresses = Array.isArray(files) ? files.map(addressOf) : []
  return addresses.findLast((address) => address !== null) ?? null
}

function addressOf(file: unknown): string | null {
  if (!isJsonObject(file) || file['name'] !== excerptName) return null
  const { url } = file
  return typeof url === 'string' && hashOfExcerptUrl(url) !== null ? url : null
}
