import type { StoredExcerpt } from '../../read/logs/moved-excerpt.ts'
import type { Finding } from '../report.ts'

/** What a log says, by the row of its build or test; null where it says nothing, or where that cannot be had. */
export async function excerptText(
  stored: StoredExcerpt | null,
  { excerptAt }: Pick<Finding, 'excerptAt'>,
): Promise<string | null> {
  if (stored === null) return null
  return stored.movedTo === null ? stored.text : excerptAt(stored.movedTo)
}
