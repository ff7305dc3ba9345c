import type { FoundFile } from '../scan.ts'
import { isReceived } from '../waiting/lane.ts'

/**
 * Whether a file got its name when it was complete. A receiver renames what it has received. A write sets both
 * times of a file to the same instant; when it was changed later than it was written to, it was renamed, or its
 * writer gave it its time or its permissions, which is what one does at the end.
 */
export function cameWhole({ name, size, modifiedMs, changedMs }: FoundFile): boolean {
  return size > 0 && (isReceived(name) || changedMs > modifiedMs)
}
